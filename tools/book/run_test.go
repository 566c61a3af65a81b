package book

import (
	"testing"
	"testing/fstest"
)

func TestPlayable(t *testing.T) {
	for what, test := range map[string]struct {
		change func(root fstest.MapFS)
		want   bool
	}{
		"as it is":               {func(fstest.MapFS) {}, true},
		"without one in Python":  {func(root fstest.MapFS) { delete(root, clientPy) }, false},
		"without one in Go":      {func(root fstest.MapFS) { delete(root, clientGo) }, false},
		"without a role":         {func(root fstest.MapFS) { edit(t, root, helloRun, "client\n", "client\npeer\n") }, false},
		"without a script":       {func(root fstest.MapFS) { delete(root, helloRun) }, false},
		"a role that is not run": {func(root fstest.MapFS) { edit(t, root, helloRun, "client\n", "") }, true},
	} {
		root := course(t)
		test.change(root)
		if got := Load(root).Lesson("hello").Playable(); got != test.want {
			t.Errorf("%s: %v, want %v", what, got, test.want)
		}
	}
}
