// The page: what the person does goes to the wire, what the wire brings goes to the view.
import { View, weight } from "./view.js";
import { Wire, newId, shelf } from "./wire.js";

const byId = (id) => document.getElementById(id);
const words = byId("words");
const OWN = 200;

let limit = 10_000_000;
let first = true; // the next letters are this conversation's history
let busy = 0;

const view = new View((action, on) => act({ kind: "press", action, on }));

const wire = new Wire({
  opened(seat) {
    limit = seat.upload_limit;
    byId("limit").textContent = Math.floor(limit / 1_000_000);
    byId("school").textContent = seat.school;
    byId("menu").hidden = seat.fixed;
    first = true;
  },
  letters(letters) {
    if (first) {
      view.clear();
      view.letters(letters, true);
      view.own(own().map((word) => (word.file && word.state === "sending" ? { ...word, ...lost } : word)));
      view.toEnd();
      first = false;
      if (letters.length) settle();
      else wait();
      return;
    }
    view.letters(letters, false);
    settle();
    parent.postMessage({ kind: "letters" }, location.origin); // the demo counts what arrives out of sight
  },
  away(sentence) {
    if (sentence) say(sentence, true);
    else if (byId("state").classList.contains("away")) say(busy ? "typing" : "");
  },
  taken(event) {
    change(event.id, { state: "sent", note: "" });
    clearTimeout(busy);
    busy = setTimeout(settle, event.kind === "press" ? 2500 : 12_000);
  },
  refused(event, sentence) {
    settle();
    if (!change(event.id, { state: "refused", note: sentence })) say(sentence, true);
  },
  gone() {
    settle();
    view.clear();
    byId("menu").hidden = true;
    byId("bottom").hidden = true;
    byId("bye").hidden = false;
    byId("bye").focus();
  },
});

const lost = { state: "refused", note: "Файл не успел отправиться. Выберите его ещё раз." };

// --- what the person does

function act(what) {
  const event = { id: newId(), ...what };
  wait();
  wire.add(event);
  return event;
}

// A quick answer shows no «Печатает…» at all.
function wait() {
  clearTimeout(busy);
  busy = setTimeout(() => say("typing"), 350);
}

byId("compose").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return words.focus();
  words.value = "";
  grow();
  const { id } = act({ kind: "text", text });
  keep({ id, text, state: "sending" });
  return words.focus();
});

words.addEventListener("keydown", (event) => {
  const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !hasKeyboard) return;
  event.preventDefault();
  byId("compose").requestSubmit();
});
words.addEventListener("input", grow);

byId("file").addEventListener("change", () => {
  const [file] = byId("file").files;
  byId("file").value = "";
  if (file) send(file);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) send(file);
});

function send(file) {
  const id = newId();
  const word = { id, text: `${file.name}, ${weight(file.size)}`, file: true, state: "sending" };
  if (file.size > limit) {
    const note = `Файл слишком большой: поместится до ${Math.floor(limit / 1_000_000)} МБ.`;
    return keep({ ...word, state: "refused", note });
  }
  keep(word);
  return wire.upload({ id, kind: "file" }, file, (part) => view.progress(id, part));
}

byId("again").addEventListener("click", () => location.reload());
byId("leave").addEventListener("click", () => {
  byId("menu").open = false;
  byId("leaving").showModal();
});
byId("leaving").addEventListener("close", () => {
  if (byId("leaving").returnValue === "leave") act({ kind: "left" });
});
document.addEventListener("click", (event) => {
  if (!byId("menu").contains(event.target)) byId("menu").open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !byId("menu").open) return;
  byId("menu").open = false;
  byId("menu").querySelector("summary").focus();
});

// --- own words live in this browser only

function own() {
  return shelf.read("own", []);
}

function keep(word) {
  const placed = { ...word, after: view.newest };
  shelf.write("own", [...own(), placed].slice(-OWN));
  view.own([placed]);
  view.toEnd();
}

function change(id, what) {
  const kept = own();
  const word = kept.find((one) => one.id === id);
  if (!word) return false;
  Object.assign(word, what);
  shelf.write("own", kept);
  view.own([word]);
  return true;
}

// --- the line above the field

function settle() {
  clearTimeout(busy);
  busy = 0;
  view.release();
  if (!byId("state").classList.contains("away")) say("");
}

function say(sentence, away = false) {
  const line = byId("state");
  line.classList.toggle("away", away);
  if (sentence !== "typing") line.textContent = sentence;
  else line.replaceChildren("Печатает", ...Array.from({ length: 3 }, () => document.createElement("i")));
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight + 2}px`;
}

// --- begin

document.documentElement.classList.toggle("framed", self !== top);

const code = new URLSearchParams(location.search).get("code");
if (code) {
  wire.add({ id: newId(), kind: "started", code });
  history.replaceState(null, "", location.pathname); // a reload must not spend the code again
}
wire.start();
