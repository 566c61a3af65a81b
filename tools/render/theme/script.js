// What the pages can do beyond reading: remember the language and the light,
// copy a program, open the search. Without this script all else works.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector) => document.querySelectorAll(selector);
  const on = (target, type, act) => target.addEventListener(type, act);
  const add = (name, properties) => {
    const element = Object.assign(document.createElement(name), properties);
    document.body.append(element);
    return element;
  };

  // Storage may be refused, as in a private window: then nothing is kept.
  const recall = (key) => { try { return localStorage[key]; } catch { return; } };
  const keep = (key, value) => {
    root.dataset[key] = value;
    try { localStorage[key] = value; } catch { return; }
  };

  // Before the first paint, so that nothing flashes.
  for (const key of ["light", "language"]) {
    if (recall(key)) root.dataset[key] = recall(key);
  }

  // The clipboard is refused to some pages that are read from a disk; an
  // invisible field and the older command work there.
  const copyByField = (value) => {
    const field = add("textarea", { value, className: "unseen" });
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByField(text);
    }
  };

  // Only what scrolls is a stop of the tab key; what is folded may scroll.
  const markScrollers = () => {
    for (const box of all("pre, .table")) {
      if (box.scrollWidth > box.clientWidth || !box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  on(document, "DOMContentLoaded", () => {
    for (const radio of all(".languages input")) {
      radio.checked = radio.value === (root.dataset.language || "both");
      on(radio, "change", () => {
        keep("language", radio.value);
        markScrollers();
      });
    }

    const [light] = all(".light");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const other = () => (root.dataset.light || (dark.matches ? "dark" : "light")) === "dark" ? "light" : "dark";
    const nameLight = () => { light.textContent = other() === "dark" ? "Dark" : "Light"; };
    on(light, "click", () => {
      keep("light", other());
      nameLight();
    });
    on(dark, "change", nameLight);
    nameLight();

    const status = add("p", { className: "unseen", role: "status" });
    for (const button of all(".copy")) {
      const blocks = button.closest("figure").querySelectorAll(`.columns .${button.parentNode.className} pre`);
      on(button, "click", async () => {
        const text = Array.from(blocks, (block) => block.textContent).join("");
        const done = await copy(text);
        button.focus();
        status.textContent = button.textContent = done ? "Copied" : "Not copied";
        setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; }, 2000);
      });
    }

    // The rest of the search comes when it is first used. The key can be
    // turned off there.
    const [search] = all(".search");
    search.addEventListener("click", () => add("script", { src: "search.js" }), { once: true });
    on(window, "keydown", (event) => {
      const typing = /^text/.test(event.target.type) || event.ctrlKey || event.metaKey || event.altKey;
      if (event.key === "/" && !typing && recall("slash") !== "off") {
        event.preventDefault();
        search.click();
      }
    });

    markScrollers();
    on(window, "resize", markScrollers);
    on(window, "beforeprint", () => {
      for (const answer of all("details")) answer.open = true;
    });
  });
})();
