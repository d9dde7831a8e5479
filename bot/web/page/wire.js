// Everything between this page and the server: one seat, one waiting request for news, one queue of what the person did.
// What was done is kept until the server says it is committed, so a lost reply neither loses nor doubles it.

const prefix = location.pathname.replace(/[^/]*$/, "");

export const shelf = {
  // Private windows may refuse storage; then a reload forgets, and nothing else breaks.
  memory: new Map(),
  read(name, otherwise) {
    try {
      const kept = localStorage.getItem(prefix + name);
      return kept === null ? (this.memory.get(name) ?? otherwise) : JSON.parse(kept);
    } catch {
      return this.memory.get(name) ?? otherwise;
    }
  },
  write(name, value) {
    this.memory.set(name, value);
    try {
      localStorage.setItem(prefix + name, JSON.stringify(value));
    } catch { /* kept in memory above */ }
  },
};

export function newId() {
  // randomUUID is missing on plain http, which is what a school's own network often speaks.
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
}

class Away extends Error {}

export class Wire {
  #seq = 0;
  #sending = false;
  #opening = null;
  #poll = null;
  #heard = Date.now();
  #fresh = true; // nothing of this conversation is on the page yet
  #over = false;
  #wake = () => {};

  // tell: {opened(seat), letters(list), away(words or ""), taken(event), refused(event, sentence), gone()}
  constructor(tell) {
    this.tell = tell;
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => {
      // A phone that slept may hold a connection that is long dead.
      if (!document.hidden && Date.now() - this.#heard > 30_000) this.#hurry();
    });
  }

  async start() {
    await this.#open();
    while (!this.#over) {
      const fresh = this.#fresh;
      const letters = await this.#news(fresh ? 0 : 25);
      if (!fresh || this.#over) continue;
      this.#fresh = false;
      if (!letters && !this.#queue().length) this.add({ id: "start", kind: "started" });
      this.#send();
    }
  }

  add(event) {
    shelf.write("queue", [...this.#queue().filter((e) => e.id !== event.id), event]);
    if (this.#opening === "done") this.#send();
  }

  upload(event, file, moved) {
    const address = `files?id=${event.id}&name=${encodeURIComponent(file.name)}`;
    const attempt = (tries) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = (e) => e.lengthComputable && moved(e.loaded / e.total);
      request.onloadend = async () => {
        const { status } = request;
        if (status >= 200 && status < 300) return this.tell.taken(event);
        if (status === 401) await this.#open();
        else if (status >= 400 && status !== 503 && status !== 502) {
          return this.tell.refused(event, sentence(request.responseText));
        }
        await this.#rest(tries);
        return attempt(tries + 1);
      };
      request.send(file);
    };
    attempt(0);
  }

  #queue() {
    return shelf.read("queue", []);
  }

  #drop(event) {
    shelf.write("queue", this.#queue().filter((e) => e.id !== event.id));
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    for (let tries = 0, event; (event = this.#queue()[0]); ) {
      try {
        const { status, body, after } = await ask("events", { json: event, limit: 20_000 });
        if (status === 401) {
          if (event.kind === "left") return this.#leave();
          await this.#open();
        } else if (status < 300) {
          if (event.kind === "left") return this.#leave();
          tries = 0;
          this.#drop(event);
          this.tell.away("");
          this.tell.taken(event);
        } else if (status === 429 || (status >= 500 && tries < 30)) {
          if (status !== 429) this.tell.away("Сервер пока не отвечает, пробую снова…");
          await this.#rest(tries++, after);
        } else {
          this.#drop(event);
          this.tell.refused(event, body.sentence);
        }
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        this.tell.away("Нет связи, пробую снова…");
        await this.#rest(tries++);
      }
    }
    this.#sending = false;
    return undefined;
  }

  #leave() {
    this.#over = true;
    this.#poll?.abort();
    for (const [name, nothing] of [["queue", []], ["own", []], ["conversation", ""]]) shelf.write(name, nothing);
    this.tell.gone();
  }

  // Waits for news up to `wait` seconds; returns how many letters came.
  async #news(wait) {
    for (let tries = 0; !this.#over; ) {
      try {
        this.#poll = new AbortController();
        const { status, body, after } = await ask(`letters?after=${this.#seq}&wait=${wait}`, {
          limit: wait * 1000 + 15_000, signal: this.#poll.signal,
        });
        this.#heard = Date.now();
        if (status === 401) {
          await this.#open();
          return 0;
        }
        if (status !== 200) {
          if (status >= 500) this.tell.away("Сервер пока не отвечает, пробую снова…");
          await this.#rest(tries++, after);
          continue;
        }
        this.tell.away("");
        for (const letter of body.letters) this.#seq = Math.max(this.#seq, letter.seq);
        if (body.letters.length || !wait) this.tell.letters(body.letters);
        return body.letters.length;
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        if (tries || !navigator.onLine) this.tell.away("Нет связи, пробую снова…");
        await this.#rest(tries++);
      }
    }
    return 0;
  }

  // One opening at a time: two would take two seats.
  #open() {
    if (this.#opening === null || this.#opening === "done") {
      this.#opening = this.#sit().then(() => { this.#opening = "done"; });
    }
    return this.#opening;
  }

  async #sit() {
    for (let tries = 0; ; ) {
      try {
        const { status, body, after } = await ask("open", { json: {}, limit: 15_000 });
        if (status === 200) {
          if (shelf.read("conversation", "") !== body.conversation) {
            // Another conversation: presses on its letters mean nothing here.
            const queue = this.#queue().filter((e) => e.code || e.kind === "text");
            shelf.write("queue", queue);
            shelf.write("own", shelf.read("own", []).filter((word) => queue.some((e) => e.id === word.id)));
            shelf.write("conversation", body.conversation);
            this.#fresh = true;
          }
          if (this.#fresh) this.#seq = 0;
          return this.tell.opened(body);
        }
        await this.#rest(tries++, after);
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        this.tell.away("Нет связи, пробую снова…");
        await this.#rest(tries++);
      }
    }
  }

  #hurry() {
    this.#poll?.abort();
    this.#wake();
  }

  #rest(tries, seconds = 0) {
    const longest = Math.min(10_000, 500 * 2 ** tries);
    return new Promise((done) => {
      this.#wake = done;
      setTimeout(done, seconds * 1000 || longest * (0.7 + Math.random() * 0.3));
    });
  }
}

async function ask(address, { json, limit, signal }) {
  const timer = new AbortController();
  const alarm = setTimeout(() => timer.abort(), limit);
  signal?.addEventListener("abort", () => timer.abort());
  try {
    const post = json && {
      method: "POST", body: JSON.stringify(json), keepalive: true, headers: { "Content-Type": "application/json" },
    };
    const response = await fetch(address, { ...post, signal: timer.signal, cache: "no-store" });
    const body = await response.json();
    return { status: response.status, body, after: Number(response.headers.get("Retry-After")) || 0 };
  } catch {
    throw new Away(); // no network, a sleeping server, or some proxy's own page instead of an answer
  } finally {
    clearTimeout(alarm);
  }
}

function sentence(text) {
  try {
    return JSON.parse(text).sentence;
  } catch {
    return "Файл не отправился. Попробуйте ещё раз.";
  }
}
