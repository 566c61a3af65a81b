// What the tests ask of a page. Each function looks, or does one thing; none
// knows a page by name. All that is needed of the page's structure is here.
const center = (element) => {
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const box = element.getBoundingClientRect();
  return { X: box.x + box.width / 2, Y: box.y + box.height / 2 };
};
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const name = (element) => {
  if (element === document.documentElement) return "the page";
  const kind = element.localName + Array.from(element.classList, (c) => "." + c).join("");
  const text = element.getAttribute("aria-label") || element.textContent.trim().replace(/\s+/g, " ").slice(0, 30);
  return `<${kind}> ${element.id ? "#" + element.id : text}`;
};
const frames = (count) => new Promise((done) => {
  const next = () => (count-- > 0 ? requestAnimationFrame(next) : done(true));
  next();
});
// The blocks of each program on the page, in their order.
const programs = () => all(".columns").flatMap((columns) =>
  ["py", "go"].map((language) => all(`pre.${language}`, columns)).filter((blocks) => blocks.length));
// Scrolls a character of a text to the middle, and says where its edge is.
const edge = (node, offset, side) => {
  const range = document.createRange();
  range.setStart(node, offset);
  range.setEnd(node, offset + 1);
  scrollBy({ top: range.getBoundingClientRect().y - innerHeight / 2, behavior: "instant" });
  const box = range.getBoundingClientRect();
  return { X: side === "left" ? box.left + 0.5 : box.right + 1, Y: box.y + box.height / 2 };
};
const textNodes = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
  return found;
};

// cutter returns a function that finds the nearest element around another that
// cuts what does not fit; it returns null if one before it scrolls instead.
const cutter = () => {
  const known = new Map([[document.documentElement, document.documentElement]]);
  const find = (element) => {
    if (!known.has(element)) {
      const { overflowX, clipPath } = getComputedStyle(element);
      const scrolls = /auto|scroll/.test(overflowX) || clipPath !== "none";
      known.set(element, scrolls ? null : /hidden|clip/.test(overflowX) ? element : find(element.parentElement));
    }
    return known.get(element);
  };
  return find;
};

// What only a script can do is not there without one.
const scripted = "button, input, textarea, select, dialog, script, [role=status], [role=search]";

const type = (text) => {
  const field = document.querySelector("#search-field");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// What axe-core has found, as sentences.
const faults = ({ violations }) => violations.flatMap((rule) => rule.nodes.map((node) =>
  `${rule.id}: ${node.html.slice(0, 120)}: ${node.failureSummary.replace(/\s+/g, " ")}`));

const probes = {
  // All that was asked for has arrived or failed, and was drawn.
  settled: () => frames(2),

  // How far things moved that nobody had asked to move; what, and where from.
  shifts: () => new Promise((done) => {
    const found = [];
    const observer = new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        const nodes = shift.sources.map((source) => source.node && name(source.node.parentElement && source.node.nodeType !== 1 ? source.node.parentElement : source.node));
        found.push(`${shift.value.toFixed(4)} at ${Math.round(shift.startTime)} ms: ${nodes.join(", ")}`);
      }
    });
    observer.observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(found))));
  }),

  // The programs of the page: their file, as an address relative to the folder.
  programs: (base) => all(".copy").map((button) =>
    button.parentElement.querySelector("a[download]").href.slice(base.length)),
  copyButton: (i) => center(all(".copy")[i]),
  focusCopyButton: (i) => { all(".copy")[i].focus(); return true; },
  // Resolves once the button says so, and gives what it says.
  copied: (i) => new Promise((done) => {
    const button = all(".copy")[i];
    const look = () => /opied/.test(button.textContent) && done(button.textContent);
    new MutationObserver(look).observe(button, { childList: true, characterData: true, subtree: true });
    look();
  }),
  clipboard: () => navigator.clipboard.readText(),

  downloads: (base) => all("a[download]").map((link) => link.href.slice(base.length)),
  download: (i) => center(all("a[download]")[i]),
  focusDownload: (i) => { all("a[download]")[i].focus(); return true; },
  // What the page shows of a file that was opened, not downloaded.
  shown: () => document.querySelector("pre")?.textContent ?? document.body.textContent,
  address: () => location.href,

  height: () => {
    scrollTo({ top: 0, behavior: "instant" });
    return document.documentElement.scrollHeight;
  },
  // The text of each column of code; where its first character begins and its
  // last one ends, in the middle of the window.
  columns: () => programs().map((blocks) => blocks.map((block) => block.textContent).join("")),
  columnStart: (i) => edge(programs()[i].flatMap(textNodes)[0], 0, "left"),
  columnEnd: (i) => {
    const node = programs()[i].flatMap(textNodes).at(-1);
    return edge(node, node.data.trimEnd().length - 1, "right");
  },
  selected: () => getSelection().toString(),
  unselect: () => { getSelection().removeAllRanges(); return true; },
  // The numbers and labels of cells that are selected if all of a cell is.
  labels: () => all(".pair").flatMap((figure) => {
    getSelection().selectAllChildren(figure);
    const lines = getSelection().toString().split("\n").map((line) => line.trim());
    getSelection().removeAllRanges();
    return all(".cell, .spine b, .heads *", figure).map((label) => label.textContent.trim())
      .filter((label) => label && lines.includes(label)).map((label) => `${label} in ${figure.id}`);
  }),

  // The text that can be seen, and the drawings: in order, without what a
  // script adds or needs.
  text: () => textNodes(document.body)
    .filter((node) => !node.parentElement.closest(scripted) && visible(node.parentElement))
    .map((node) => node.data.trim()),
  drawings: () => all(".ladders td:nth-child(3), .segments > *").filter((e) => visible(e) && getComputedStyle(e, "::after").height === "11px").length,
  links: () => all("a[href]").filter(visible).map((link) => new URL(link.getAttribute("href"), location).href),
  useless: () => all("button, input").filter((e) => visible(e) && !e.closest(".languages, footer")).map(name),
  summary: (i) => { const s = all("summary")[i]; return s ? center(s) : null; },
  opened: (i) => all("details")[i].open,

  // Text that a reader cannot get at: it lies beyond the edge of the page, or
  // beyond the edge of something that cuts it and does not scroll.
  lost: () => {
    for (const answer of all("details")) answer.open = true;
    const root = document.documentElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) found.push(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    found.push(...all(".terminal pre").filter((e) => e.scrollWidth > e.clientWidth).map((e) => `lines do not end in ${name(e)}`));
    const frame = cutter();
    for (const node of textNodes(document.body)) {
      const parent = node.parentElement;
      const cuts = frame(parent);
      if (!cuts || !visible(parent) || parent.closest("script, noscript")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (!box.width || box.right < 0) continue; // meant for screen readers only
      const edge = cuts === root ? { left: 0, right: root.clientWidth } : cuts.getBoundingClientRect();
      if (box.right > edge.right + 1 || box.left < edge.left - 1) found.push(`cut by ${name(cuts)}: ${name(parent)}`);
    }
    return found;
  },

  // What moves by itself although the reader asked for less motion.
  motions: () => {
    const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
    const found = document.getAnimations().map((a) => `an animation runs: ${a.effect?.target && name(a.effect.target)}`);
    for (const element of all("*")) {
      const style = getComputedStyle(element);
      if (seconds(style.transitionDuration) > 0 || seconds(style.animationDuration) > 0) found.push(`moves: ${name(element)}`);
      if (style.scrollBehavior === "smooth") found.push(`scrolls smoothly: ${name(element)}`);
    }
    return found;
  },

  // What axe-core finds by all its rules but those about color. Style sheets
  // need no second look by it.
  axe: async () => faults(await axe.run(document, { preload: false, resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } })),

  // The kinds of text by all that decides whether its color can be read: its
  // own color and size, how it is told from the text around it, and all that is
  // painted below.
  colors: () => {
    const grounds = new Map([[null, ""]]);
    const ground = (e) => {
      if (!grounds.has(e)) {
        const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(e);
        const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join(" ");
        const below = ground(e.parentElement);
        grounds.set(e, below.startsWith(own + "/") ? below : own + "/" + below);
      }
      return grounds.get(e);
    };
    const kinds = globalThis.colors = new Map();
    for (const e of new Set(textNodes(document.body).map((node) => node.parentElement))) {
      if (!visible(e)) continue;
      const { color, fontSize, fontWeight, textDecorationLine, textShadow } = getComputedStyle(e);
      const around = e.localName === "a" ? getComputedStyle(e.parentElement).color : "";
      const kind = [color, fontSize, fontWeight, textDecorationLine, textShadow, around, ground(e)].join("; ");
      if (!kinds.has(kind)) kinds.set(kind, e);
    }
    return Array.from(kinds.keys());
  },
  // What axe-core finds in the colors of some of these kinds.
  axeColors: async (kinds) => faults(await axe.run({ include: kinds.map((kind) => [globalThis.colors.get(kind)]) },
    { preload: false, resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"] })),

  // Counts what the tab key should stop at, and keeps from then on what it
  // stopped at: what is about to lose the focus has been drawn with it.
  startWalk: () => {
    const stops = all("a[href], button, input, select, textarea, summary, [tabindex='0']")
      .filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0 && !(e.type === "radio" && !e.checked));
    const walk = globalThis.walk = { stops, reached: new Set(), faults: [] };
    const outlined = (e) => {
      for (let i = 0; e && i < 2; i++, e = e.parentElement) {
        const style = getComputedStyle(e);
        if (style.outlineStyle === "auto" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)) return true;
      }
      return false;
    };
    const hidden = (e) => {
      const shown = e.type === "radio" ? e.parentElement : e;
      const boxes = Array.from(shown.getClientRects());
      return !boxes.some((box) => [[0.5, 0.5], [0.05, 0.5], [0.95, 0.5], [0.5, 0.05], [0.5, 0.95]].some(([x, y]) => {
        const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
        return top && (shown.contains(top) || top.contains(shown));
      }));
    };
    addEventListener("keydown", () => {
      const e = document.activeElement;
      if (e === document.body || walk.reached.has(e)) return;
      walk.reached.add(e);
      if (!outlined(e)) walk.faults.push(`the focus is not to be seen: ${name(e)}`);
      if (hidden(e)) walk.faults.push(`what has the focus is hidden, or under something: ${name(e)}`);
    }, true);
    return stops.length;
  },
  endWalk: () => [
    ...walk.faults,
    ...walk.stops.filter((e) => !walk.reached.has(e)).map((e) => `the tab key does not reach ${name(e)}`),
  ],

  // Each kind of stop: its box with the room around it, for a picture.
  kinds: () => {
    const kinds = new Map();
    for (const e of globalThis.walk.stops) {
      const kind = (e.closest("[class]")?.className ?? "") + " " + e.localName;
      if (!kinds.has(kind) && visible(e.type === "radio" ? e.parentElement : e)) kinds.set(kind, e);
    }
    globalThis.kinds = kinds;
    return Array.from(kinds.keys());
  },
  focusKind: async (kind) => {
    const e = globalThis.kinds.get(kind);
    e.focus({ focusVisible: true, preventScroll: true });
    center(e);
    await frames(2);
    const box = (e.type === "radio" ? e.parentElement : e).getBoundingClientRect();
    // Of what is higher than the window, a part that is in it.
    return { X: Math.max(0, box.x - 6) + scrollX, Y: Math.max(0, box.y - 6) + scrollY, Width: Math.min(box.width, 300) + 12, Height: Math.min(box.height, 200) + 12 };
  },
  blur: async () => { document.activeElement.blur(); await frames(2); return true; },

  // The kinds of things that the page is made of.
  parts: () => Array.from(new Set(all("body, main, main > *, main > * > [class]").map((e) => {
    const classes = Array.from(e.classList).sort().join(".");
    return e.localName + "." + classes;
  }))),

  focus: (selector) => { const e = document.querySelector(selector); e?.focus(); return Boolean(e); },
  // Resolves once the address has this end.
  arrived: (end) => new Promise((done) => {
    const look = () => location.hash === end && done(true);
    addEventListener("hashchange", look);
    look();
  }),
  background: () => getComputedStyle(document.body).backgroundColor,
  shownLanguages: () => programs().filter((blocks) => blocks.some(visible)).map(([block]) => block.classList[0]).filter((c, i, list) => list.indexOf(c) === i).join(" "),
  active: () => document.activeElement === document.body ? "" : name(document.activeElement),
  // Nowhere is fine, too: where no stop is below the head of the page.
  inMain: () => document.activeElement === document.body || Boolean(document.activeElement.closest("main")),
  inView: () => {
    const box = document.activeElement.getBoundingClientRect();
    return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.width > 0;
  },

  // What moves the page when it gets the focus, though it is in the header.
  headerMoves: () => all("header :is(a, button, input)").flatMap((e) => {
    scrollTo({ top: 2000, behavior: "instant" });
    document.activeElement.blur();
    const before = scrollY;
    e.focus();
    return scrollY === before ? [] : [`${name(e)} moves the page from ${before} to ${scrollY}`];
  }),

  // Stops of the tab key that stand far above the one before.
  leaps: (most) => {
    scrollTo({ top: 0, behavior: "instant" });
    const stops = all("main *, .course *, footer *").filter((e) => e.tabIndex >= 0 && e.checkVisibility());
    const top = (e) => e.getBoundingClientRect().top;
    return stops.slice(1).flatMap((e, i) =>
      top(stops[i]) - top(e) > most ? [`from ${name(stops[i])} up to ${name(e)}`] : []);
  },

  // How far another language moves the step or heading that is being read.
  languageMoves: () => {
    const choose = (value) => document.querySelector(`.languages [value=${value}]`).click();
    const found = [];
    for (const e of all(".spine b, main > h2")) {
      for (const language of ["only-py", "only-go"]) {
        choose("both");
        scrollBy({ top: e.getBoundingClientRect().top - 90, behavior: "instant" });
        const before = e.getBoundingClientRect().top;
        choose(language);
        const moved = Math.round(e.getBoundingClientRect().top - before);
        // A page that is shorter now has an end.
        if (Math.abs(moved) > 2 && scrollY + innerHeight + 2 < document.documentElement.scrollHeight) found.push(`${language} moves ${name(e.parentElement)} by ${moved}`);
      }
    }
    choose("both");
    return found;
  },

  codeSize: () => parseFloat(getComputedStyle(document.querySelector(".columns")).fontSize),

  // Controls that are lower than 24 px (WCAG 2.5.8), apart from links in a text.
  smallTargets: () => all(".heads *, .cell, summary, header *, .course a, .spine a").filter((e) => e.matches("a, button, summary, label") && visible(e))
    .filter((e) => e.getBoundingClientRect().height < 23.9).map((e) => `${name(e)} is ${e.getBoundingClientRect().height} px high`),

  nameless: () => all("pre, figure").filter((e) => !e.getAttribute("aria-label") || e.localName === "pre" && !e.role).map(name),

  // Tables that are cut although there is room beside them.
  // Tables that are cut off, and those of long cells that leave room unused.
  cutTables: () => {
    const edge = document.querySelector("main").getBoundingClientRect().right - 20;
    const room = (e) => Math.min(edge - e.getBoundingClientRect().left, 860);
    const tall = (e) => all("td", e).some((cell) => cell.clientHeight > 120);
    return all(".table").filter((e) => e.checkVisibility() && (e.scrollWidth > e.clientWidth || tall(e) && e.clientWidth < room(e))).map(name);
  },

  // What does not begin where the text does.
  astray: () => all("h2, .turn, .course > *").filter((e) => visible(e) &&
    Math.abs(e.getBoundingClientRect().left - document.querySelector("h1").getBoundingClientRect().left) > 1).map(name),

  lostColors: () => {
    const ground = (e) => getComputedStyle(e).backgroundColor;
    const [off, on] = all(".languages label").sort((a, b) => a.querySelector(":checked") ? 1 : -1).slice(-2);
    const found = ground(off) === ground(on) ? ["the chosen language looks like another"] : [];
    const kept = (e, pseudo) => getComputedStyle(e, pseudo).forcedColorAdjust === "none";
    found.push(...all(".spine a").filter((e) => !kept(e)).map((e) => `the bars of ${name(e)} are gone`));
    found.push(...all(".segments > *, .ladders td:nth-child(3)").filter((e) => !kept(e, "::after")).map((e) => `the arrow of ${name(e)} is gone`));
    return found.slice(0, 5);
  },

  // The spaces of WCAG 1.4.12.
  space: () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet];
    return true;
  },
  // What is higher than the box that it stands in, and hidden there; the
  // explanation of a segment that has the focus.
  cutOff: () => all(".segments > *").flatMap((e) => {
    e.focus();
    const why = e.querySelector(".why");
    return why.scrollHeight > why.clientHeight + 1 ? [name(e)] : [];
  }),

  // What a page of paper parts from what it belongs to. Columns as high and
  // as wide as a page of A4 are broken by the same rules as pages.
  parted: () => {
    const [width, height] = [1032, 703];
    Object.assign(document.body.style, { width: `${width}px`, height: `${height}px`, columnWidth: `${width}px`, columnGap: "0", columnFill: "auto" });
    const page = (box) => Math.floor((box.left + scrollX + 1) / width);
    const first = (e) => Array.from(e.getClientRects()).find((box) => box.height > 0);
    const found = [];
    for (const e of all("h2, h3, figcaption, .heads").filter(visible)) {
      let next = e.nextElementSibling;
      while (next && (!first(next) || next.matches("link"))) next = next.nextElementSibling;
      const box = next && first(next.querySelector("pre") ?? next);
      if (box && page(box) !== page(e.getBoundingClientRect())) found.push(`${name(e)} stands alone`);
    }
    for (const e of all("pre, .table").filter((e) => visible(e) && e.scrollWidth > e.clientWidth + 1)) found.push(`${name(e)} is cut`);
    for (const e of all(".note, .net, .ladders table").filter(visible)) {
      if (e.getClientRects().length > 1) found.push(`${name(e)} is cut in two`);
    }
    for (const node of textNodes(document.querySelector("main"))) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of visible(node.parentElement) ? range.getClientRects() : []) {
        if (box.width > 1 && box.left >= 0 && page(box) !== page({ left: box.right - 2 })) found.push(`${name(node.parentElement)} runs off the edge`);
      }
    }
    if (all(".spine").some((e) => getComputedStyle(e).printColorAdjust !== "exact")) found.push("the spine is not printed");
    document.body.removeAttribute("style");
    return found;
  },

  answersShown: () => all(".note details").some((e) => visible(e.lastElementChild) && e.lastElementChild.getBoundingClientRect().height > 0),
  answersBox: () => center(document.querySelector(".answers")),

  // Resolves once the browser has told all who want to know that the end is
  // seen: it tells them all at once, but in any order.
  readToTheEnd: () => new Promise((done) => {
    const end = document.querySelector(".turn");
    end.scrollIntoView({ behavior: "instant" });
    new IntersectionObserver(([seen]) => seen.isIntersecting && setTimeout(done, 0, true)).observe(end);
  }),
  isRead: (page) => document.querySelector(`.parts a[href="${page}"]`).matches(".read"),
  forget: () => { document.querySelector("[role=status] button").click(); return true; },

  // Types each text into the search, and returns the pages of the first three
  // results. The search and its index come when it is first used.
  searchFor: async (texts) => {
    document.querySelector(".search").click();
    while (!all("#search-results a").length) {
      await new Promise((done) => setTimeout(done, 20));
      if (document.querySelector("#search-field")) type("socket");
    }
    return texts.map((text) => {
      type(text);
      return all("#search-results a").slice(0, 3).map((link) => link.getAttribute("href").replace(/#.*/, ""));
    });
  },
  searchSays: (text) => {
    type(text);
    return document.querySelector("#search-status").textContent;
  },
};
