package browser

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryPageIsValidHTML asks the Nu HTML checker about all pages.
func TestEveryPageIsValidHTML(t *testing.T) {
	t.Parallel()
	site := openSite(t)
	java, err := exec.LookPath("java")
	if err != nil {
		missing(t, "no Java found", "the pages are valid HTML")
	}
	checker := filepath.Join(npmFolder(t, "vnu-jar", "the pages are valid HTML"), "build", "dist", "vnu.jar")
	// Its grammar recurses deeply.
	args := []string{"-XX:TieredStopAtLevel=1", "-Xss16m", "-jar", checker, "--format", "json", "--stdout", "--exit-zero-always"}
	for _, page := range site.pages {
		args = append(args, filepath.Join(site.folder, page))
	}
	out, err := exec.CommandContext(t.Context(), java, args...).Output()
	must(t, err)
	for _, fault := range parseFaults(t, out) {
		t.Error(fault)
	}
}

// parseFaults reads what the checker says. It does not know what 'self' means
// in the policy of a page that is a file, and says that all is blocked.
func parseFaults(t *testing.T, out []byte) []string {
	t.Helper()
	var report struct {
		Messages []struct {
			Type, Message, Extract, URL string
			LastLine                    int
		}
	}
	must(t, json.Unmarshal(out, &report))
	var faults []string
	for _, m := range report.Messages {
		if !strings.HasPrefix(m.Message, "Resource violates Content Security Policy") {
			faults = append(faults, strings.TrimSpace(m.URL+": "+m.Type+": "+m.Message+"\n"+m.Extract))
		}
	}
	return faults
}
