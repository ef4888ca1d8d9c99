// @ts-check
// The page reads whole without this script; it adds sorting, finding, folding, copying and reading off the plots.
(() => {
	const root = document.documentElement;
	const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}");
	const table = document.querySelector("table.scenarios");
	/** @type {HTMLTableSectionElement[]} */
	const bodies = [...(table?.querySelectorAll("tbody[id]") ?? [])];

	// Folding and permalinks.
	/** @param {Element} body @param {boolean} open */
	function fold(body, open) {
		body.classList.toggle("open", open);
		body.querySelector(".opener")?.setAttribute("aria-expanded", String(open));
	}
	function openFromAddress() {
		const body = bodies.find((one) => one.id === decodeURIComponent(location.hash.slice(1)));
		if (!body) return;
		body.hidden = false;
		fold(body, true);
		body.scrollIntoView({ block: "start" });
	}
	for (const body of bodies) {
		body.querySelector(".opener")?.addEventListener("click", () => {
			const open = !body.classList.contains("open");
			fold(body, open);
			history.replaceState(null, "", open ? `#${body.id}` : location.pathname + location.search);
		});
	}
	addEventListener("hashchange", openFromAddress);
	// A second click on the link of an address that is already shown changes no address.
	document.addEventListener("click", (event) => {
		const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
		if (link && link.getAttribute("href") === location.hash) openFromAddress();
	});

	// Sorting: numbers by value, missing ones last; a third press restores the order of the record.
	let sorted = { key: "", direction: 1 };
	/** @param {string} key */
	function sortBy(key) {
		if (sorted.key !== key) sorted = { key, direction: 1 };
		else if (sorted.direction === 1) sorted = { key, direction: -1 };
		else sorted = { key: "", direction: 1 };
		const by = sorted.key || "at";
		/** @param {HTMLElement} one @param {HTMLElement} other */
		const order = (one, other) => {
			const [a, b] = [one.dataset[by] ?? "", other.dataset[by] ?? ""];
			if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
			return sorted.direction * (by === "title" ? (a < b ? -1 : Number(a > b)) : Number(a) - Number(b));
		};
		table?.append(...[...bodies].sort(order));
		for (const button of table?.querySelectorAll("[data-sort]") ?? []) {
			const active = button.getAttribute("data-sort") === sorted.key;
			const word = sorted.direction === 1 ? "ascending" : "descending";
			button.closest("th")?.setAttribute("aria-sort", active ? word : "none");
		}
	}
	for (const button of table?.querySelectorAll("[data-sort]") ?? []) {
		button.addEventListener("click", () => sortBy(button.getAttribute("data-sort") ?? ""));
	}

	// Finding: every word must occur in the row or its detail.
	const find = /** @type {HTMLInputElement | null} */ (document.getElementById("find"));
	const group = /** @type {HTMLSelectElement | null} */ (document.getElementById("group"));
	const texts = new Map();
	/** @param {HTMLElement} body @returns {string} */
	function textOf(body) {
		if (!texts.has(body)) texts.set(body, (body.textContent ?? "").toLowerCase());
		return texts.get(body);
	}
	function filter() {
		const words = (find?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
		const wanted = new Set(
			[...document.querySelectorAll("input[name=verdict]:checked")].map((box) => box.getAttribute("value")),
		);
		let shown = 0;
		for (const body of bodies) {
			const fits =
				wanted.has(body.dataset.word ?? "") &&
				(!group?.value || group.value === body.dataset.group) &&
				words.every((word) => textOf(body).includes(word));
			body.hidden = !fits;
			if (fits) shown += 1;
		}
		const line = document.getElementById("shown");
		if (line) line.textContent = `${shown} of ${bodies.length} strata`;
	}
	const form = document.querySelector(".filters");
	form?.addEventListener("input", filter);
	form?.addEventListener("submit", (event) => event.preventDefault());

	// Keys.
	document.addEventListener("keydown", (event) => {
		const at = event.target instanceof HTMLElement ? event.target : document.body;
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === "/" && !at.matches("input[type=search]") && find) {
			event.preventDefault();
			find.focus();
		} else if (event.key === "Escape" && at === find && find) {
			find.value = "";
			filter();
		} else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && at.matches(".opener")) {
			event.preventDefault();
			const openers = [...(table?.querySelectorAll("tbody:not([hidden]) .opener") ?? [])];
			const next = openers[openers.indexOf(at) + (event.key === "ArrowDown" ? 1 : -1)];
			if (next instanceof HTMLElement) next.focus();
		}
	});

	// Reading a pair off its plot.
	/** @param {Element} plot @param {number} at */
	function readPair(plot, at) {
		const body = plot.closest("tbody");
		/** @type {[string, string][]} */
		const pairs = data.pairs?.[body?.id ?? ""] ?? [];
		const index = Math.max(0, Math.min(pairs.length - 1, at));
		const pair = pairs[index];
		const reading = plot.parentElement?.querySelector(".reading");
		if (!pair || !reading) return;
		const [left, right] = [Number(plot.getAttribute("data-left")), Number(plot.getAttribute("data-right"))];
		const x = left + ((index + 0.5) / pairs.length) * (right - left);
		plot.querySelector(".cursor")?.setAttribute("d", `M${x} 8V140`);
		plot.setAttribute("data-at", String(index));
		reading.textContent = `Pair ${index + 1} of ${pairs.length}: ${pair[0]} before, ${pair[1]} after.`;
	}
	for (const plot of document.querySelectorAll("svg.pairs")) {
		plot.addEventListener("pointermove", (event) => {
			const box = plot.getBoundingClientRect();
			const [left, right, width] = ["left", "right", "width"].map((name) => Number(plot.getAttribute(`data-${name}`)));
			const x = /** @type {PointerEvent} */ ((event.clientX - box.left) / box.width) * width;
			const count = data.pairs?.[plot.closest("tbody")?.id ?? ""]?.length ?? 0;
			readPair(plot, Math.floor(((x - left) / (right - left)) * count));
		});
		plot.addEventListener("keydown", (event) => {
			const key = /** @type {KeyboardEvent} */ (event).key;
			const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
			if (step === 0) return;
			event.preventDefault();
			readPair(plot, Number(plot.getAttribute("data-at") ?? -1) + step);
		});
	}

	// Copying; without a clipboard, as on some file addresses, a selection does it.
	/** @param {string} text */
	async function copy(text) {
		try {
			await navigator.clipboard.writeText(text);
		} catch {
			const area = document.createElement("textarea");
			area.value = text;
			document.body.append(area);
			area.select();
			document.execCommand("copy");
			area.remove();
		}
	}
	for (const button of document.querySelectorAll("button.copy")) {
		const label = button.textContent;
		button.addEventListener("click", async () => {
			const own = button.parentElement?.querySelector("code")?.textContent ?? "";
			await copy(button.getAttribute("data-copy") === "markdown" ? (data.markdown ?? "") : own);
			button.textContent = "Copied";
			setTimeout(() => {
				button.textContent = label;
			}, 1500);
		});
	}

	// Light, dark, or as the system says.
	const themes = ["auto", "light", "dark"];
	const toggle = document.getElementById("theme");
	/** @param {string} theme */
	function show(theme) {
		if (theme === "auto") root.removeAttribute("data-theme");
		else root.setAttribute("data-theme", theme);
		if (toggle) toggle.textContent = `Theme: ${theme}`;
	}
	/** @returns {string} */
	function remembered() {
		try {
			return localStorage.getItem("index-impact-theme") ?? "auto";
		} catch {
			return "auto";
		}
	}
	toggle?.addEventListener("click", () => {
		const next = themes[(themes.indexOf(root.getAttribute("data-theme") ?? "auto") + 1) % themes.length] ?? "auto";
		try {
			localStorage.setItem("index-impact-theme", next);
		} catch {
			// A browser without storage forgets the choice, no more.
		}
		show(next);
	});
	show(remembered());
	openFromAddress();
})();
