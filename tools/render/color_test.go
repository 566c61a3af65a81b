package render_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// colorRule finds what style.css defines once: --name: light-dark(#a, #b), or
// one color for both lights.
var colorRule = regexp.MustCompile(`--([a-z-]+): (?:light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)|(#[0-9a-f]{6}));`)

// colors returns the theme's colors by name, for light and dark.
func colors(t *testing.T) map[string][2]string {
	style, err := os.ReadFile("theme/style.css")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][2]string{}
	for _, m := range colorRule.FindAllStringSubmatch(string(style), -1) {
		all[m[1]] = [2]string{m[2] + m[4], m[3] + m[4]}
	}
	return all
}

// TestTextHasContrast computes WCAG 2.2's contrast (success criterion 1.4.3,
// level AA: 4.5 to 1) for each color of text on each color that it stands on.
func TestTextHasContrast(t *testing.T) {
	all := colors(t)
	onCode := []string{"ink", "soft", "k", "s", "py", "link", "trap"}
	for _, pairing := range []struct {
		grounds, texts []string
	}{
		{[]string{"paper", "panel"}, []string{"ink", "soft", "link", "trap", "py", "go"}},
		{[]string{"py-paper", "go-paper", "panel"}, onCode},
		{[]string{"ink", "link", "k"}, []string{"paper"}},
	} {
		for _, ground := range pairing.grounds {
			for _, text := range pairing.texts {
				for i, light := range []string{"light", "dark"} {
					a, b := all[text], all[ground]
					if a[i] == "" || b[i] == "" {
						t.Fatalf("style.css has no --%s or --%s", text, ground)
					}
					if c := contrast(t, a[i], b[i]); c < 4.5 {
						t.Errorf("%s on %s, %s: %.2f", text, ground, light, c)
					}
				}
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is WCAG's relative luminance of a color as #rrggbb.
func luminance(t *testing.T, color string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(color[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
