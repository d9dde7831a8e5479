// The demo's desk: a seat for everybody, tabs where they do not fit side by side, and the clock.
const byId = (id) => document.getElementById(id);
const clock = document.querySelector(".clock");
const steps = [...document.querySelectorAll("[data-step]")];
const narrow = matchMedia("(max-width: 62rem)");
let moving = false;

async function ask(address, body) {
  const post = body && {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  const response = await fetch(address, { ...post, cache: "no-store" });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.sentence);
  return answer;
}

function seat({ name, title }, index) {
  const box = document.createElement("section");
  box.className = index ? "seat aside" : "seat";
  box.id = `seat-${name}`;
  box.setAttribute("aria-label", title);
  const heading = document.createElement("h2");
  heading.textContent = title;
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.src = `seat/${name}/`;
  box.append(heading, frame);
  byId("seats").append(box);

  const tab = document.createElement("button");
  tab.type = "button";
  tab.id = `tab-${name}`;
  tab.textContent = title;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", box.id);
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    const tabs = [...byId("tabs").children];
    choose(tabs[(tabs.indexOf(tab) + way + tabs.length) % tabs.length]).focus();
  });
  byId("tabs").append(tab);
}

function choose(chosen) {
  for (const tab of byId("tabs").children) {
    const here = tab === chosen;
    tab.setAttribute("aria-selected", here);
    tab.tabIndex = here ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).classList.toggle("aside", !here);
  }
  noted(chosen);
  return chosen;
}

function noted(tab) {
  tab.classList.remove("news");
  tab.removeAttribute("aria-label");
}

addEventListener("message", ({ source, origin, data }) => {
  if (origin !== location.origin || data?.kind !== "letters" || !narrow.matches) return;
  const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
  const tab = frame && byId(frame.parentElement.id.replace("seat-", "tab-"));
  if (!tab || tab.getAttribute("aria-selected") === "true") return;
  tab.classList.add("news");
  tab.setAttribute("aria-label", `${tab.textContent}, есть новое`);
});

async function move(button) {
  if (moving) return;
  moving = true;
  clock.classList.add("moving");
  byId("trouble").textContent = "";
  for (const step of steps) step.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
  try {
    byId("now").textContent = (await ask("demo/clock", { step: button.dataset.step })).now;
  } catch {
    byId("trouble").textContent = "Часы не сдвинулись: нет связи с сервером. Попробуйте ещё раз.";
  }
  button.removeAttribute("aria-busy");
  for (const step of steps) step.removeAttribute("aria-disabled");
  clock.classList.remove("moving");
  moving = false;
}

async function begin() {
  try {
    const { school, now, seats } = await ask("demo/state");
    byId("school").textContent = school;
    document.title = school;
    byId("now").textContent = now;
    byId("trouble").textContent = "";
    seats.forEach(seat);
    choose(byId("tabs").firstElementChild);
  } catch {
    byId("trouble").textContent = "Нет связи с сервером, пробую снова…";
    setTimeout(begin, 2000);
  }
}

for (const step of steps) step.addEventListener("click", () => move(step));
begin();
