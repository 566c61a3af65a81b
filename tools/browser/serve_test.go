package browser

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// manyTabs are more than a browser opens connections to one server: six.
const manyTabs = 8

// TestManyTabs opens more pages of pairs serve than there are connections, and
// wants each to come, and to come again after an edit; also when the tab that
// was the first, and listens for all, is gone.
func TestManyTabs(t *testing.T) {
	browser := startChromium(t)
	root := copyProject(t)
	address := servePairs(t, root)
	lessons, err := filepath.Glob(filepath.Join(root, "lessons", "*.md"))
	must(t, err)
	var tabs []*tab
	var closeFirst context.CancelFunc
	for i := range manyTabs {
		ctx, cancel := chromedp.NewContext(browser)
		t.Cleanup(cancel)
		if i == 0 {
			closeFirst = cancel
		}
		tab := &tab{ctx: ctx, base: address}
		must(t, chromedp.Do(ctx))
		tab.open(t, strings.TrimSuffix(filepath.Base(lessons[i%len(lessons)]), ".md")+".html")
		tabs = append(tabs, tab)
	}
	comeAgain(t, tabs, lessons[0])
	closeFirst()
	comeAgain(t, tabs[1:], lessons[0])
}

// comeAgain edits a lesson and waits until each tab has loaded its page again.
func comeAgain(t *testing.T, tabs []*tab, lesson string) {
	t.Helper()
	for _, tab := range tabs {
		evaluate[bool](t, tab, "window.isOld = true")
	}
	text, err := os.ReadFile(lesson)
	must(t, err)
	must(t, os.WriteFile(lesson, append(text, "\nOne more sentence.\n"...), 0o644))
	for i, tab := range tabs {
		for began := time.Now(); !hasComeAgain(tab); time.Sleep(50 * time.Millisecond) {
			if time.Since(began) > patience {
				t.Fatalf("tab %d of %d did not load again", i+1, len(tabs))
			}
		}
	}
}

// hasComeAgain reports whether a tab has another page than the one that was
// marked. While the page is being exchanged there is nothing to ask.
func hasComeAgain(tab *tab) bool {
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	again, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`window.isOld === undefined && document.readyState === "complete"`))
	return err == nil && again
}

// copyProject copies what pairs serve needs.
func copyProject(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, part := range []string{"lessons", "snippets", "site", filepath.Join("tools", "render", "theme")} {
		must(t, os.CopyFS(filepath.Join(root, part), os.DirFS(filepath.Join("..", "..", part))))
	}
	return root
}

// serving is how pairs serve says where it serves.
var serving = regexp.MustCompile(`^serving (http://\S+/) `)

// servePairs runs pairs serve until the test ends, and returns its address.
func servePairs(t *testing.T, root string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "pairs.exe")
	if said, err := exec.Command("go", "build", "-o", program, "../pairs").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	serve := exec.Command(program, "serve")
	serve.Dir, serve.Stderr = root, os.Stderr
	stdout, err := serve.StdoutPipe()
	must(t, err)
	must(t, serve.Start())
	t.Cleanup(func() { _ = serve.Process.Kill(); _ = serve.Wait() })
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if m := serving.FindStringSubmatch(lines.Text()); m != nil {
			go func() {
				for lines.Scan() { // so that it can say more
				}
			}()
			return m[1]
		}
	}
	t.Fatalf("pairs serve ended: %v", lines.Err())
	return ""
}
