// What the pages can do beyond reading: remember the language and the light,
// copy a program. Without this script all else works.
"use strict";
(() => {
  const root = document.documentElement;

  // Storage may be refused, as in a private window: then nothing is kept.
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { return; } };

  // Before the first paint, so that nothing flashes.
  const light = recall("light");
  if (light) root.dataset.light = light;
  const language = recall("language");
  if (language) root.dataset.language = language;

  const setUpLanguages = () => {
    for (const radio of document.querySelectorAll(".languages input")) {
      radio.checked = radio.id === (root.dataset.language || "both");
      radio.addEventListener("change", () => {
        root.dataset.language = radio.id;
        keep("language", radio.id);
        markScrollers();
      });
    }
  };

  const isDark = () => root.dataset.light
    ? root.dataset.light === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

  const setUpLight = () => {
    const button = document.querySelector(".light");
    const show = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    button.addEventListener("click", () => {
      root.dataset.light = isDark() ? "light" : "dark";
      keep("light", root.dataset.light);
      show();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    show();
    button.hidden = false;
  };

  // The clipboard is refused to some pages that are read from a disk; an
  // invisible field and the older command work there.
  const copyByField = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
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

  const setUpCopying = () => {
    const status = document.createElement("p");
    status.className = "unseen";
    status.setAttribute("role", "status");
    document.body.append(status);
    for (const button of document.querySelectorAll(".copy")) {
      const blocks = button.closest("figure").querySelectorAll(`.columns .${button.dataset.copy} pre`);
      button.addEventListener("click", async () => {
        const text = Array.from(blocks, (block) => block.textContent).join("");
        const done = await copy(text);
        button.focus();
        button.textContent = done ? "Copied" : "Not copied";
        status.textContent = button.textContent;
        setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; }, 2000);
      });
      button.hidden = false;
    }
  };

  // Only what scrolls is a stop of the tab key; what is folded may scroll.
  const markScrollers = () => {
    for (const box of document.querySelectorAll("pre, .table")) {
      if (box.scrollWidth > box.clientWidth || !box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  const openAnswers = () => {
    for (const answer of document.querySelectorAll("details")) answer.open = true;
  };

  document.addEventListener("DOMContentLoaded", () => {
    setUpLanguages();
    setUpLight();
    setUpCopying();
    markScrollers();
    addEventListener("resize", markScrollers);
    addEventListener("beforeprint", openAnswers);
  });
})();
