// Draws letters and the person's own words, keeps the place and the focus. Everything is set as text, never as markup.

const byId = (id) => document.getElementById(id);
const log = byId("log");
const list = byId("letters");
const PAPERCLIP = "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5M12 12v5M9.5 15l2.5 2.5 2.5-2.5";

export class View {
  #nodes = new Map(); // key → node; node.order says where it stands
  #held = null; // the press that waits for its answer: {ref, label, index}

  constructor(press) {
    this.press = press;
    list.addEventListener("click", (event) => this.#clicked(event));
    log.addEventListener("scroll", () => { if (this.#atEnd()) byId("down").hidden = true; }, { passive: true });
    byId("down").addEventListener("click", () => { this.toEnd(); byId("words").focus(); });
    new ResizeObserver(() => { if (this.pinned) this.toEnd(); }).observe(log);
    this.pinned = true;
    log.addEventListener("scroll", () => { this.pinned = this.#atEnd(); }, { passive: true });
    const large = byId("large");
    large.addEventListener("click", ({ target }) => {
      if (target.matches("img.wide")) target.classList.toggle("whole");
      else if (target === large || target.matches("img")) large.close();
    });
  }

  get newest() {
    return Math.max(0, ...[...this.#nodes.values()].map((node) => Math.floor(node.order)));
  }

  clear() {
    list.replaceChildren();
    this.#nodes.clear();
    this.#held = null;
  }

  // `quiet`: the history, which is neither announced nor animated.
  letters(letters, quiet) {
    const stay = this.pinned;
    const held = this.#held;
    const touched = [];
    for (const letter of letters) {
      const before = this.#nodes.get(letter.ref);
      const node = drawLetter(letter);
      node.order = Number(letter.ref);
      if (before) {
        before.replaceWith(node);
        this.#nodes.set(letter.ref, node);
      } else {
        this.#place(letter.ref, node);
      }
      if (!quiet) node.classList.add(before ? "changed" : "fresh");
      touched.push(node);
    }
    this.#current();
    if (letters.length) this.release();
    if (quiet) this.toEnd();
    else if (touched.length) this.#follow(touched, stay, held);
    if (quiet || !touched.length) return;
    aloud(letters);
    if (held) refocus(touched, held);
  }

  own(words) {
    for (const word of words) {
      const node = drawOwn(word);
      node.order = word.after + 0.5;
      const before = this.#nodes.get(word.id);
      if (before) {
        before.replaceWith(node);
        this.#nodes.set(word.id, node);
      } else {
        this.#place(word.id, node);
      }
    }
  }

  progress(id, part) {
    const bar = this.#nodes.get(id)?.querySelector("progress");
    if (bar) bar.value = part;
  }

  // Buttons of a letter whose press came to nothing may be pressed again.
  release() {
    this.#held = null;
    for (const node of list.querySelectorAll(".locked")) {
      node.classList.remove("locked");
      for (const key of node.querySelectorAll(".key")) {
        key.removeAttribute("aria-disabled");
        key.removeAttribute("aria-busy");
      }
    }
  }

  toEnd() {
    log.scrollTop = log.scrollHeight;
    this.pinned = true;
    byId("down").hidden = true;
  }

  // News scroll into sight for who was at the end, from their first line on when they are longer than the screen.
  #follow(nodes, stay, held) {
    const top = Math.min(...nodes.map((node) => node.offsetTop));
    if (stay && log.scrollHeight - top > log.clientHeight) {
      log.scrollTop = top - 10;
      this.pinned = this.#atEnd();
    } else if (stay) {
      this.toEnd();
    } else if (!isSeen(nodes.at(-1))) {
      if (held) nodes.at(-1).scrollIntoView({ block: "start" });
      else byId("down").hidden = false;
    }
  }

  #place(key, node) {
    this.#nodes.set(key, node);
    const next = [...list.children].findLast((other) => other.order <= node.order);
    if (next) next.after(node);
    else list.prepend(node);
  }

  #atEnd() {
    return log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  }

  #current() {
    const keyed = [...list.querySelectorAll(".keyed")];
    keyed.forEach((node, index) => node.classList.toggle("past", index < keyed.length - 1));
  }

  #clicked(event) {
    const picture = event.target.closest(".picture");
    if (picture) return enlarge(picture);
    const key = event.target.closest(".key");
    const letter = key?.closest(".letter");
    if (!key || letter.classList.contains("locked")) return undefined;
    letter.classList.add("locked");
    const keys = [...letter.querySelectorAll(".key")];
    for (const other of keys) other.setAttribute("aria-disabled", "true");
    key.setAttribute("aria-busy", "true");
    this.#held = { ref: letter.dataset.ref, label: key.textContent, index: keys.indexOf(key) };
    return this.press(key.dataset.action, letter.dataset.ref);
  }
}

// Told once to who listens instead of looking; it goes again, so that nobody reads everything twice.
let silence = 0;
function aloud(letters) {
  byId("aloud").textContent = letters.map((letter) => letter.body.text.map((run) => run.t).join("")).join("\n");
  clearTimeout(silence);
  silence = setTimeout(() => { byId("aloud").textContent = ""; }, 10_000);
}

// After a press the focus goes to the same button of the answer, else to the one in its place, else to the first.
function refocus(touched, held) {
  const focused = document.activeElement;
  if (focused && focused !== document.body && !focused.closest(".letter")) return;
  const inPlace = touched.find((one) => one.dataset.ref === held.ref);
  const node = [inPlace, ...touched.slice().reverse()].find((one) => one?.matches(".keyed")) ?? inPlace ?? touched.at(-1);
  const keys = [...node.querySelectorAll(".key")];
  const key = keys.find((one) => one.textContent === held.label) ?? keys[held.index] ?? keys[0];
  if (key) key.focus({ preventScroll: true });
  else { node.tabIndex = -1; node.focus({ preventScroll: true }); }
}

function drawLetter({ ref, seq, body }) {
  const node = make("li", "letter");
  node.dataset.ref = ref;
  const bubble = make("div", "bubble");
  if (body.picture) bubble.append(drawPicture(ref, seq, body.picture));
  if (body.document) bubble.append(drawDocument(ref, seq, body.document));
  const words = make("p", "words");
  words.append(make("span", "unseen", "Помощник: "), ...body.text.map(drawRun));
  bubble.append(words);
  node.append(bubble);
  if (body.rows) {
    node.classList.add("keyed");
    node.append(drawRows(body.rows));
  }
  return node;
}

function drawRun({ t, s, u }) {
  if (s === "bold") return make("b", "", t);
  if (s === "italic") return make("i", "", t);
  if (s !== "link") return document.createTextNode(t);
  const link = make("a", "", t);
  link.href = u;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function drawRows(rows) {
  const all = make("div", "rows");
  all.setAttribute("role", "group");
  all.setAttribute("aria-label", "Варианты ответа");
  for (const row of rows) {
    const line = make("div", "row");
    for (const { label, action } of row) {
      const key = make("button", label.length <= 2 ? "key mark-size" : "key", label);
      key.type = "button";
      key.dataset.action = action;
      line.append(key);
    }
    all.append(line);
  }
  return all;
}

function drawPicture(ref, seq, { alt, width, height }) {
  const frame = make("button", "picture");
  frame.type = "button";
  frame.setAttribute("aria-label", `Увеличить картинку: ${alt}`);
  const image = make("img");
  Object.assign(image, { alt, src: `letters/${ref}/${seq}.png` });
  if (width && height) Object.assign(image, { width, height });
  frame.append(image);
  return frame;
}

function enlarge(frame) {
  const [large, small] = [byId("large"), frame.querySelector("img")];
  // One that is wider than the screen may be looked at in its own size.
  const className = small.naturalWidth > innerWidth * 1.2 ? "wide" : "";
  Object.assign(large.querySelector("img"), { src: small.src, alt: small.alt, className });
  large.showModal();
}

function drawDocument(ref, seq, { name, size }) {
  const link = make("a", "document");
  link.href = `letters/${ref}/${seq}`;
  link.download = name;
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PAPERCLIP);
  icon.append(path);
  const title = make("span", "", name);
  title.append(make("small", "", `Скачать, ${weight(size)}`));
  link.append(icon, title);
  return link;
}

function drawOwn({ text, state, note, file }) {
  const node = make("li", `own ${state}`);
  node.append(make("span", "unseen", "Вы: "), text);
  if (file && state === "sending") {
    const bar = make("progress");
    Object.assign(bar, { max: 1, value: 0 });
    bar.setAttribute("aria-label", "Файл отправляется");
    node.append(bar);
  }
  if (note) node.append(make("small", "", note));
  return node;
}

export function weight(bytes) {
  if (bytes < 1000) return `${bytes}\u00a0Б`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, "КБ"] : [bytes / 1_000_000, "МБ"];
  return `${size < 10 ? size.toFixed(1).replace(".", ",").replace(",0", "") : Math.round(size)}\u00a0${unit}`;
}

function isSeen(node) {
  const [box, frame] = [node.getBoundingClientRect(), log.getBoundingClientRect()];
  return box.bottom > frame.top && box.top < frame.bottom - 40;
}

function make(tag, className = "", text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}
