// Search: a panel over the page. script.js adds this file when search is
// first used; it adds the style, the library MiniSearch, and the index, a script
// that sets searchIndex: for each page its address, its title, words by which
// people ask for it and its places, and for each place its id, what it is
// called and its text.
"use strict";
(() => {
  const most = 50; // results that are shown
  const mostMeanings = 12; // of a word
  const worthwhile = .25; // of how well the best place fits, for another to be shown
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
  const load = (name) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = name;
    script.onload = done;
    script.onerror = () => failed(name);
    document.body.append(script);
  });

  // What only one machine or one run prints: numbers of errors, addresses with
  // their ports, places in memory. Nobody's page has them.
  const local = /\[(?:win)?err(?:no|or) -?\d+\]|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[[\da-f:]*:[\da-f:]*\](?::\d+)?|\blocalhost:\d+|\b0x[\da-f]+|->/giu;

  // Words that say nothing about what is asked.
  const plain = new Set("a an and are as at be by can do does for from has have how i if in is it its my of on one or so than that the their then there this to was what when where which who why will with you your".split(" "));

  // English words without their endings, so that waits, waited and waiting
  // are one. Others stay as they are.
  const stem = (word) => word.length < 4 || /[^a-z]/.test(word) ? word : word
    .replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^us])s$/, "$1")
    .replace(/(..[^aeiou]?)(?:ing|ed)$/, "$1").replace(/([bdgmnprt])\1$/, "$1").replace(/(...)e$/, "$1");

  // The words of a text. TIME-WAIT, TIME_WAIT and CloseWrite are also their
  // parts, and as one; Korean is cut into pairs of syllables, since particles
  // stick to its words.
  const wordsOf = (text) => (text.match(/[\p{L}\p{N}]+(?:[-_.'’/][\p{L}\p{N}]+)*/gu) ?? []).flatMap(partsOf);
  const partsOf = (chunk) => {
    const parts = chunk.split(/[-_.'’/]/);
    const all = parts.flatMap((part) => [part, ...humps(part), ...syllables(part)]);
    if (parts.length > 1) all.push(parts.join(""));
    return [...new Set(all.map((word) => stem(word.toLowerCase())))];
  };
  const humps = (word) => {
    const all = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? [];
    return all.length > 1 ? all : [];
  };
  const syllables = (word) => /\p{Script=Hangul}/u.test(word) && word.length > 2
    ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2)) : [];

  // Words that readers take for one another.
  const alike = `partial incomplete half part piece short; multiple several many concurrent simultaneous parallel;
    block hang stuck wait freeze; lost loss drop miss disappear; boundary edge delimiter separator framing;
    exact all whole full complete; truncated cut; fork process child worker; exception error panic; twice again second;
    close end finish shut; kill stop interrupt quit terminate; receive recv read; send write; address ip; host computer machine;
    latency delay rtt; slow performance; unicode encoding utf; byte bytes; crash abort die; exit end; connect dial; thread goroutine; resend retransmit retransmission repeat retry; immediate quick once; restart again`
    .split(";").map((group) => wordsOf(group));

  // Two indexes of the same text: one says which page fits, one which place.
  let pages, pageIndex, placeIndex, known;
  const options = { tokenize: wordsOf, processTerm: (word) => word, searchOptions: { tokenize: (word) => [word] } };
  const build = () => {
    pages = searchIndex.map(([address, title, words, places], number) => ({
      address, number, words,
      title: compose(title),
      places: places.map(([id, label, text], i) => ({
        id, label: compose(label), text: compose(text), key: `${number}/${i}`, isCode: /\.(py|go), /.test(label),
      })),
    }));
    pageIndex = new MiniSearch({ ...options, idField: "number", fields: ["title", "words", "labels", "text"] });
    placeIndex = new MiniSearch({ ...options, idField: "key", fields: ["label", "text"] });
    known = new Set();
    for (const { number, title, words, places } of pages) {
      const labels = places.map(({ label, isCode }) => isCode ? "" : label).join("\n");
      pageIndex.add({ number, title, words, labels, text: places.map(({ text }) => text).join("\n") });
      placeIndex.addAll(places);
      for (const text of [title, words, ...places.flatMap(({ label, text }) => [label, text])]) {
        for (const word of wordsOf(text)) known.add(word);
      }
    }
  };

  // What a word of the reader may stand for, with how much it counts: itself,
  // words that begin with it or hold it, words alike.
  const meanings = (word) => {
    const terms = new Map();
    const add = (term, weight) => terms.set(term, Math.max(weight, terms.get(term) ?? 0));
    const parts = partsOf(word);
    const whole = stem(word.replace(/[-_.'’/]/g, "").toLowerCase());
    for (const part of parts) {
      const share = part === whole ? 1 : .5;
      if (known.has(part)) add(part, share);
      if (part.length < 3) continue;
      for (const term of known) {
        if (term.startsWith(part)) add(term, share * part.length / term.length * .9);
        else if (part.length > 3 && term.includes(part)) add(term, share * part.length / term.length * .6);
      }
      for (const group of alike) if (group.includes(part)) for (const term of group) add(term, share * .4);
    }
    return new Map([...terms].sort((a, b) => b[1] - a[1]).slice(0, mostMeanings));
  };

  // How well each document of an index fits each word, in all, and which share
  // of what the words tell it has: a rare word tells more.
  const scores = (index, words, boost, b) => {
    const sums = new Map();
    const total = words.reduce((sum, { tells }) => sum + tells, 0);
    for (const { terms, tells } of words) {
      const best = new Map();
      for (const [term, weight] of terms) {
        for (const { id, score } of index.search(term, { boost, bm25: { k: 1.2, b, d: .5 } })) {
          best.set(id, Math.max(score * weight, best.get(id) ?? 0));
        }
      }
      for (const [id, score] of best) {
        const sum = sums.get(id) ?? { score: 0, share: 0 };
        sums.set(id, { score: sum.score + score, share: sum.share + tells / total });
      }
    }
    return new Map([...sums].map(([id, { score, share }]) => [id, score * share ** 2]));
  };

  // The reader's words with their meanings; two that stand side by side may be
  // one in the text ("time wait"). missing are those that nothing has.
  const understand = (text) => {
    const said = text.replace(local, " ").trim() || text;
    let words = said.match(/[\p{L}\p{N}]+(?:[-_.'’/][\p{L}\p{N}]+)*/gu) ?? [];
    const telling = words.filter((word) => !plain.has(word.toLowerCase()));
    if (telling.length) words = telling;
    const asked = words.map((word) => ({ word, terms: meanings(word) }));
    const missing = asked.filter(({ terms }) => !terms.size).map(({ word }) => word);
    for (let i = 0; i + 1 < words.length; i++) {
      const both = stem((words[i] + words[i + 1]).toLowerCase());
      if (known.has(both)) asked.push({ word: both, terms: new Map([[both, 1]]) });
    }
    for (const word of asked) {
      const [[term] = []] = word.terms;
      word.tells = term ? Math.log(1 + pages.length / pageIndex.search(term).length) : 0;
    }
    return { asked: asked.filter(({ terms }) => terms.size), missing };
  };

  // Places that fit, the best of each page first: who does not know which page
  // to read sees several.
  const find = ({ asked }) => {
    const ofPages = scores(pageIndex, asked, { title: 4, words: 4, labels: 2 }, .4);
    const ofPlaces = scores(placeIndex, asked, { label: 2 }, .8);
    const found = pages.flatMap((page) => page.places.map((place, i) => {
      const fits = ofPages.get(page.number), here = ofPlaces.get(place.key);
      if (!fits || !here && i > 0) return;
      const score = fits * (page.address === "glossary.html" ? .3 : 1);
      return { page, place, score, here: (here ?? 0) * (place.isCode ? .7 : 1) };
    }).filter(Boolean).sort((a, b) => b.here - a.here));
    const first = found.filter(({ page }, i) => page !== found[i - 1]?.page);
    const rank = (a, b) => b.score + b.here - a.score - a.here;
    const all = [...first.sort(rank), ...found.filter((one) => !first.includes(one) && one.here).sort(rank)];
    const least = Math.max(...all.map(({ score, here }) => score + here)) * worthwhile;
    return all.filter(({ score, here }) => score + here >= least);
  };

  // A pattern for text as a reader types it: case does not matter, and any
  // white space stands for any other.
  const patternOf = (text) => {
    const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return new RegExp(escaped.replace(/\s+/g, "\\s+"), "iu");
  };

  // A pattern for a word that is found by its beginning; - and _ in it are one,
  // and what stands beside it in the same word belongs to it.
  const wordPattern = (word) => new RegExp("(?<![\\p{L}\\p{N}])" + patternOf(word).source.replace(/[-_]/g, "[-_]?") + "[\\p{L}\\p{N}]*", "iu");

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

  // What stands around the match, from word to word: of the words as typed, or
  // else of the one that tells most.
  const excerpt = (text, patterns) => {
    const at = Math.max(0, text.search(patterns.find((pattern) => pattern.test(text))));
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
    fragments.set(link, () => place.id + directive(found, patterns.find((pattern) => pattern.test(place.text)) ?? patterns[0]));
    link.className = place.label.match(/\.(py|go), /)?.[1] ?? "";
    return element("li", link);
  };

  const count = (number) => `${number} ${number === 1 ? "place" : "places"}`;

  // What is marked in a result: the words as typed, or else what they mean,
  // those that tell most first.
  const patternsOf = (text, asked) => {
    const terms = asked.toSorted((a, b) => b.tells - a.tells)
      .flatMap(({ word, terms }) => [word, ...[...terms].filter(([, weight]) => weight >= .4).map(([term]) => term)]);
    return [patternOf(text), ...terms.filter((term) => term.length > 1).map(wordPattern)];
  };

  const show = () => {
    if (!pages) return;
    const text = compose(field.value).trim();
    list.replaceChildren();
    status.textContent = "";
    if (!text) return;
    const query = understand(text);
    const found = find(query);
    const patterns = patternsOf(text, query.asked);
    list.append(...found.slice(0, most).map((one) => resultOf(one, patterns)));
    list.scrollTop = 0;
    const nothing = query.missing.length ? `Nothing has ${query.missing.map((word) => `“${word}”`).join(" or ")}. ` : "";
    status.textContent = nothing + (found.length ? count(found.length) : nothing ? "" : "Nothing has this text.");
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
  Promise.all([load("minisearch.js"), load("search-index.js")]).then(() => {
    build();
    show();
  }, (name) => { status.textContent = `The search is not there: ${name} did not load.`; });
})();
