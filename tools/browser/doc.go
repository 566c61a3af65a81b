// Package browser holds the tests of the site in a real browser, headless
// Chromium, and nothing that runs outside of tests.
//
// They start from the committed folder site/, read every page in it, and ask of
// each what no test of its text can tell: what the copy button puts on the
// clipboard, what the mouse selects, what is asked from the network, what works
// from a disk or without script or by keyboard, what moves while the page
// loads. They know no page by name: a new page is tested because it is there.
//
// They are not a test of how the pages look. For that, this makes pictures of
// each kind of page, narrow, middle and wide, light and dark; where a picture
// changed, the one before is kept beside it:
//
//	go test ./tools/browser -run Pictures -pictures /tmp/pictures
//
// Another site than the committed one is tested with -site FOLDER.
//
// The rules of accessibility (axe-core) and the Nu HTML checker come from npm,
// in the versions and with the checksums of npm/package-lock.json. They are
// expected in socketpairs/npm of the user's cache folder, and put there so:
//
//	mkdir -p ~/.cache/socketpairs/npm
//	cp tools/browser/npm/*.json ~/.cache/socketpairs/npm
//	npm ci --ignore-scripts --prefix ~/.cache/socketpairs/npm
//
// chromium-headless-shell is taken before other browsers: it does the same in
// three quarters of the time.
//
// Where the browser, Java or these are missing, the tests are skipped and say
// what they did not verify; with CI set they fail.
package browser
