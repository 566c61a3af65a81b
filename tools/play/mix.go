package play

import (
	"fmt"
	"slices"
	"strings"

	"socketpairs/tools/book"
)

// Mix says in which language each role of a lesson runs, in the order of the
// script's roles.
type Mix []book.Language

// Mixes lists all mixes of a number of roles: py,py first, go,go last.
func Mixes(roles int) []Mix {
	all := make([]Mix, 1<<roles)
	for i := range all {
		for role := range roles {
			all[i] = append(all[i], book.Language(i>>(roles-1-role)&1))
		}
	}
	return all
}

// ParseMix reads a mix for a number of roles: "go,py".
func ParseMix(text string, roles int) (Mix, error) {
	var mix Mix
	for word := range strings.SplitSeq(text, ",") {
		i := slices.IndexFunc(book.Languages[:], func(l book.Language) bool { return l.Short() == strings.TrimSpace(word) })
		if i < 0 {
			return nil, fmt.Errorf("%q is not a language; write py or go for each role, such as go,py", word)
		}
		mix = append(mix, book.Languages[i])
	}
	if len(mix) != roles {
		return nil, fmt.Errorf("the mix %s names %d languages, the lesson has %d roles", text, len(mix), roles)
	}
	return mix, nil
}

// String writes the mix as ParseMix reads it.
func (m Mix) String() string {
	var words []string
	for _, language := range m {
		words = append(words, language.Short())
	}
	return strings.Join(words, ",")
}

// Describe says the mix in words: "server in Go, client in Python".
func (m Mix) Describe(lesson *book.Lesson) string {
	var words []string
	for i, role := range lesson.Run.Roles() {
		words = append(words, role+" in "+m[i].String())
	}
	return strings.Join(words, ", ")
}

// Language returns the language of a role.
func (m Mix) Language(lesson *book.Lesson, role string) book.Language {
	return m[slices.Index(lesson.Run.Roles(), role)]
}
