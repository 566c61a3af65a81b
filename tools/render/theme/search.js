// Search: a panel over the page. script.js adds this file when search is
// first used; it adds the style and the index, a script that sets searchIndex:
// for each page its address, its title and its places, and for each place its
// id, what it is called and its text.
"use strict";
(() => {
  const most = 50; // results that are shown
  const before = 40, after = 140; // characters of text around a match

  const panel = document.createElement("dialog");
  panel.className = "finder";
  panel.setAttribute("aria-label", "Search");
  panel.innerHTML = `<form role="search">
    <input type="text" id="search-field" aria-label="Search all lessons" aria-describedby="search-status" placeholder="Words, code, parts of words" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
    <button type="button">Close</button>
    </form>
    <p id="search-status" role="status"></p>
    <ol id="search-results"></ol>
    <p class="keys"><kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> opens <kbd>Esc</kbd> closes
    <label><input type="checkbox" id="search-key"> <kbd>/</kbd> opens search</label></p>`;
  const [form, status, list] = panel.children;
  const [field, closer] = form.elements;
  const key = panel.querySelector("#search-key");

  // Letters in composed form, as Korean is typed; a Mac's file names have
  // them decomposed.
  const compose = (text) => text.normalize("NFC");
  let pages;

  const load = () => {
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.onload = () => {
      pages = searchIndex.map(([address, title, places]) => ({
        address,
        title: compose(title),
        places: places.map(([id, label, text]) => ({ id, label: compose(label), text: compose(text) })),
      }));
      show();
    };
    script.onerror = () => { status.textContent = "The index is not there: search-index.js did not load."; };
    document.body.append(script);
  };

  // A pattern for text as a reader types it: case does not matter, and any
  // white space stands for any other.
  const patternOf = (text) => {
    const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return new RegExp(escaped.replace(/\s+/g, "\\s+"), "iu");
  };

  // How well a place fits: the lower, the better; undefined if it does not.
  // What is in a page's title belongs to the top of that page alone.
  const rank = (page, place, patterns) => {
    const title = place.id ? "" : page.title;
    const has = (text) => patterns.every((pattern) => pattern.test(text));
    if (has(title)) return 0;
    if (has(place.label)) return 1;
    if (patterns.every((pattern) => [place.text, place.label, title].some((text) => pattern.test(text)))) return 2;
  };

  const find = (patterns) => {
    const found = [[], [], []];
    for (const page of pages) {
      for (const place of page.places) found[rank(page, place, patterns)]?.push({ page, place });
    }
    return found.flat();
  };

  // The text as nodes, with its matches marked.
  const mark = (text, patterns) => {
    const any = new RegExp(`(${patterns.map((pattern) => pattern.source).join("|")})`, "iu");
    return text.split(any).map((piece, i) => {
      if (i % 2 === 0) return piece;
      const marked = document.createElement("mark");
      marked.textContent = piece;
      return marked;
    });
  };

  // What stands around the first match, from word to word.
  const excerpt = (text, patterns) => {
    const at = Math.max(0, text.search(patterns[0]));
    let start = Math.max(0, at - before), end = Math.min(text.length, at + after);
    if (start > 0) start += text.slice(start, at).search(/\s|$/);
    if (end < text.length) end -= text.slice(at + 1, end).match(/\s\S*$/)?.[0].length ?? 0;
    return (start > 0 ? "… " : "") + text.slice(start, end).trim() + (end < text.length ? " …" : "");
  };

  // A browser that can find text on the page that it opens is told the words
  // of the match, with those around it in the same line, if nothing else on
  // the page has them; one word alone may also stand in the page's frame.
  const directive = ({ page, place }, pattern) => {
    const match = place.text.match(new RegExp(
      `((?:\\S+[^\\S\\n]+){0,4})(\\S*${pattern.source}\\S*)((?:[^\\S\\n]+\\S+){0,4})`, "iu"));
    if (!document.fragmentDirective || !match || match[2].includes("\n")) return "";
    const [words, ...parts] = match.map((part) => part.trim());
    const places = page.places.reduce((sum, { text }) => sum + text.split(words).length - 1, 0);
    if (places !== 1 || !words.includes(" ")) return "";
    const [prefix, text, suffix] = parts.map((part) => encodeURIComponent(part).replaceAll("-", "%2D"));
    return ":~:text=" + (prefix && prefix + "-,") + text + (suffix && ",-" + suffix);
  };

  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  // What makes the fragment of a result: it is slow, so only for one chosen.
  const fragments = new WeakMap();

  const resultOf = (found, patterns) => {
    const { page, place } = found;
    const link = element("a",
      element("b", ...mark(page.title, patterns)), " ",
      element("span", ...mark(place.label, patterns)),
      element("p", ...mark(excerpt(place.text, patterns), patterns)));
    link.href = page.address + (place.id && `#${place.id}`);
    fragments.set(link, () => place.id + directive(found, patterns[0]));
    link.className = place.label.match(/\.(py|go), /)?.[1] ?? "";
    return element("li", link);
  };

  const count = (number) => `${number} ${number === 1 ? "place" : "places"}`;

  // The words as they stand, or else all of them in one place in any order.
  const search = (text) => {
    const phrase = [patternOf(text)];
    const found = find(phrase);
    const words = text.split(/\s+/);
    if (found.length || words.length < 2) return { found, patterns: phrase, note: "" };
    const patterns = words.map(patternOf);
    return { found: find(patterns), patterns, note: " with all these words, but not in this order" };
  };

  const show = (event) => {
    if (!pages) return;
    let text = compose(field.value).trim();
    list.replaceChildren();
    status.textContent = "";
    if (!text) return;
    let { found, patterns, note } = search(text);
    // The last syllable may be half typed.
    if (!found.length && event?.isComposing && text.length > 1) {
      text = text.slice(0, -1);
      ({ found, patterns, note } = search(text));
    }
    list.append(...found.slice(0, most).map((one) => resultOf(one, patterns)));
    list.scrollTop = 0;
    status.textContent = found.length ? count(found.length) + note : "Nothing has this text.";
    if (found.length > most) status.textContent += `; the first ${most} are listed`;
  };

  const links = () => [...list.querySelectorAll("a")];

  // Arrows go from the field down through the results and back; a letter that
  // is typed on a result goes to the field.
  const onKey = (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (all[Math.min(at + step, all.length - 1)] ?? field).focus();
    } else if (at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      field.focus();
    }
  };

  const open = () => {
    if (!panel.open) panel.showModal();
    field.focus();
    field.select();
  };

  field.addEventListener("input", show);
  field.addEventListener("compositionend", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    links()[0]?.click();
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    link.hash = fragments.get(link)();
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) panel.close();
  });
  panel.addEventListener("keydown", onKey);
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  closer.addEventListener("click", () => panel.close());

  // One key alone as a shortcut can be in the way of those who speak to their
  // computer: WCAG 2.2, success criterion 2.1.4.
  try {
    key.checked = localStorage.getItem("slash") !== "off";
    key.addEventListener("change", () => localStorage.setItem("slash", key.checked ? "on" : "off"));
  } catch { key.parentNode.remove(); }

  document.body.append(panel);
  document.querySelector(".search").addEventListener("click", open);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "search.css";
  style.onload = style.onerror = open;
  document.head.append(style);
  load();
})();
