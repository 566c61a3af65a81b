package render

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
)

// missingView is what the template of the page for a missing address needs.
type missingView struct {
	frame
	Style                 template.CSS
	Script                template.JS
	StyleHash, ScriptHash string // as a Content-Security-Policy names them
}

// missingPage is what a web host shows for an address that is not there.
func (s *site) missingPage() ([]byte, error) {
	style, script := s.theme.inline["missing.css"], s.theme.inline["missing.js"]
	return s.theme.page("missing.html", missingView{
		frame:      s.frame("No such page", "This address leads nowhere.", nil),
		Style:      template.CSS(style),
		Script:     template.JS(script),
		StyleHash:  policyHash(style),
		ScriptHash: policyHash(script),
	})
}

// policyHash returns how a Content-Security-Policy allows an element by its
// content (Content Security Policy Level 3, section 2.3.1).
func policyHash(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
