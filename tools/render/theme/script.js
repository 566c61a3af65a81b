// What the pages can do beyond reading: remember the language and the light,
// copy a program, open the search. Without this script all else works.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector) => document.querySelectorAll(selector);
  const on = (target, type, act, options) => target.addEventListener(type, act, options);
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
  root.dataset.light = recall("light") || "";
  root.dataset.language = recall("language") || "both";

  // The clipboard is refused to some pages that are read from a disk; an
  // invisible field and the older command work there.
  const copy = async (value) => {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      const field = add("textarea", { value, className: "unseen" });
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  // Only what scrolls is a stop of the tab key; what is folded may scroll.
  const markScrollers = () => {
    for (const box of all("pre, .table")) {
      if (box.scrollWidth > box.clientWidth || !box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  // Changes the language, and keeps where it is what was read: the step or the
  // block that begins last above a line below the header. The style shows a
  // language as soon as its radio is checked.
  const top = (element) => element.getBoundingClientRect().top;
  const choose = (radio) => {
    all(`[value=${root.dataset.language}]`)[0].checked = true;
    const spot = Array.from(all("body, main > *, .spine b")).findLast((element) => top(element) < 99);
    const before = top(spot);
    radio.checked = true;
    keep("language", radio.value);
    markScrollers();
    scrollBy({ top: top(spot) - before, behavior: "instant" });
  };

  on(document, "DOMContentLoaded", () => {
    for (const radio of all(".languages input")) {
      radio.checked = radio.value === root.dataset.language;
      on(radio, "change", () => choose(radio));
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

    // Who begins to select in a program selects that program alone.
    on(document, "pointerdown", ({ target }) => {
      root.dataset.picks = target.closest(".columns pre")?.classList[0];
    });

    const status = add("p", { className: "unseen", role: "status" });
    for (const button of all(".copy")) {
      const blocks = button.closest("figure").querySelectorAll(`.columns .${button.parentNode.className}`);
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
    on(search, "click", () => add("script", { src: "search.js" }), { once: true });
    on(window, "keydown", (event) => {
      const typing = /^text/.test(event.target.type) || event.ctrlKey || event.metaKey || event.altKey;
      if (event.key === "/" && !typing && recall("slash") !== "off") {
        event.preventDefault();
        search.click();
      }
    });

    // A lesson is read when its end is seen.
    const read = new Set(recall("read")?.split(" "));
    for (const link of all(".course a, .parts a")) {
      if (read.has(link.getAttribute("href"))) link.className = "read";
    }
    for (const end of all(".turn")) {
      new IntersectionObserver(([seen]) => {
        if (seen.isIntersecting) keep("read", [...read.add(all("[aria-current]")[0].getAttribute("href"))].join(" "));
      }).observe(end);
    }
    for (const box of all(".answers")) {
      box.checked = recall("answers") === "true";
      on(box, "change", () => keep("answers", box.checked));
    }

    markScrollers();
    on(window, "resize", markScrollers);
  });
})();
