package render_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// foundPage is a page of the index, and foundPlace one of its places, as
// search.js reads them.
type foundPage struct {
	address, title, words string
	places                []foundPlace
}

type foundPlace struct{ id, label, text string }

// readIndex reads the index as the script that it is.
func readIndex(t *testing.T, script []byte) []foundPage {
	t.Helper()
	data, found := bytes.CutPrefix(script, []byte("var searchIndex = "))
	data, ended := bytes.CutSuffix(data, []byte(";\n"))
	var raw [][4]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil || !found || !ended {
		t.Fatalf("the index is not the assignment of an array: %v", err)
	}
	var all []foundPage
	for _, r := range raw {
		var page foundPage
		var places [][3]string
		for i, into := range []any{&page.address, &page.title, &page.words, &places} {
			if err := json.Unmarshal(r[i], into); err != nil {
				t.Fatal(err)
			}
		}
		for _, p := range places {
			page.places = append(page.places, foundPlace{p[0], p[1], p[2]})
		}
		all = append(all, page)
	}
	return all
}

func TestTheIndexHasTitlesHeadingsProseAndCode(t *testing.T) {
	_, files := fixture(t)
	index := readIndex(t, files["search-index.js"])
	for _, test := range []struct{ name, text, want string }{
		{"the question of a lesson", "Who says \"hello\" first?", "greeting.html# "},
		{"prose before the first heading", "A server listens, a client speaks.", "greeting.html# "},
		{"a folded answer", "listening comes first.", "greeting.html# "},
		{"prose of a section", "Steps 3 and 4 again:", "greeting.html#the-server The server"},
		{"a callout", "A segment is not a message.", "greeting.html#look-at-it Look at it"},
		{"a cell of a table", "greeting\nb\"hello\"", "greeting.html#look-at-it Look at it"},
		{"what passes in a call", "10 bytes & the end of the stream", "greeting.html#look-at-it Look at it"},
		{"a program before its first step", "package main", "greeting.html#server server.go, before step 1"},
		{"a joined step", "// 1-2.", "greeting.html#server-1 server.go, steps 1–2"},
		{"a step", "# 2. ", "greeting.html#server-2 server.py, step 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var places []string
			for _, page := range index {
				for _, place := range page.places {
					if strings.Contains(place.text, test.text) {
						places = append(places, page.address+"#"+place.id+" "+place.label)
					}
				}
			}
			if !slices.Contains(places, test.want) {
				t.Errorf("%q is in %q; want it in %q", test.text, places, test.want)
			}
		})
	}
}

func TestEachPlaceOfTheIndexIsInItsPage(t *testing.T) {
	_, files := fixture(t)
	for _, page := range readIndex(t, files["search-index.js"]) {
		if files[page.address] == nil {
			t.Fatalf("there is no page %s", page.address)
		}
		if page.title == "" {
			t.Errorf("%s has no title", page.address)
		}
		root := parsePage(t, files[page.address])
		for _, place := range page.places {
			if place.id != "" && (len(byID(root, place.id)) != 1 || place.label == "") {
				t.Errorf("%s: no element with the id of the place %+v, or no name for it", page.address, place)
			}
		}
	}
}

func TestTheIndexHasEveryProgramWholeAndEveryLessonInOrder(t *testing.T) {
	course, files := fixture(t)
	index := readIndex(t, files["search-index.js"])
	for i, lesson := range course.Lessons {
		if index[i].address != lesson.ID+".html" {
			t.Fatalf("page %d of the index is %s, want %s.html", i, index[i].address, lesson.ID)
		}
		text := ""
		for _, place := range index[i].places {
			text += place.text + " "
		}
		text = strings.Join(strings.Fields(text), " ")
		for _, pair := range lesson.Pairs {
			for _, program := range pair.Programs() {
				if !strings.Contains(text, strings.Join(strings.Fields(string(program.Source)), " ")) {
					t.Errorf("%s is not in the index as a whole", program.Path)
				}
			}
		}
	}
}

func TestTheIndexHasTheWordsByWhichPeopleAsk(t *testing.T) {
	course, files := fixture(t)
	asked := 0
	for i, page := range readIndex(t, files["search-index.js"])[:len(course.Lessons)] {
		if page.words != course.Lessons[i].Words {
			t.Errorf("%s has the words %q, want %q", page.address, page.words, course.Lessons[i].Words)
		}
		asked += len(page.words)
	}
	if asked == 0 {
		t.Error("no lesson has such words")
	}
}

func TestSearchIsLoadedOnlyWhenItIsUsed(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		if name == "404.html" {
			continue
		}
		root := parsePage(t, files[name])
		for _, n := range elements(root, func(n *html.Node) bool { return n.Data == "script" || n.Data == "link" }) {
			if address := attribute(n, "src") + attribute(n, "href"); strings.HasPrefix(address, "search") {
				t.Errorf("%s loads %s", name, address)
			}
		}
		buttons := elements(root, func(n *html.Node) bool { return n.Data == "button" && hasClass(n, "search") })
		if len(buttons) != 1 {
			t.Errorf("%s: %d buttons for search; want one", name, len(buttons))
		}
	}
}
