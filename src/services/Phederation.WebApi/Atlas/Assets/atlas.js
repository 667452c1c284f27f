// What makes the pages quicker to use; without it everything still works by loading pages again.

const refreshPause = 1500;

// The state of generations, as long as one runs.
async function refresh(section) {
  let response;
  try {
    response = await fetch(section.dataset.refresh, { headers: { Accept: "text/html" } });
  } catch {
    return section;
  }
  if (!response.ok || response.redirected) {
    return section;
  }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("generations");
  if (!fresh || fresh.innerHTML === section.innerHTML) {
    return section;
  }
  const hadFocus = section.contains(document.activeElement);
  section.replaceWith(fresh);
  if (hadFocus) {
    fresh.querySelector("button, a")?.focus();
  }
  if (fresh.dataset.running === "no") {
    say("The generation has ended.");
  }
  return fresh;
}

async function watch() {
  let section = document.getElementById("generations");
  while (section?.dataset.running === "yes") {
    await new Promise((resolve) => setTimeout(resolve, refreshPause));
    if (!document.hidden) {
      section = await refresh(section);
    }
  }
}

// Said by screen readers.
function say(text) {
  const live = document.createElement("p");
  live.className = "hidden";
  live.setAttribute("role", "status");
  document.body.append(live);
  requestAnimationFrame(() => (live.textContent = text));
}

// A box in the head of a column marks all boxes of the column.
function markAll() {
  for (const head of document.querySelectorAll("th.mark")) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.setAttribute("aria-label", "Mark all on this page");
    box.addEventListener("change", () => {
      for (const other of head.closest("table").querySelectorAll("td.mark input")) {
        other.checked = box.checked;
      }
    });
    head.replaceChildren(box);
  }
}

// A definition that is no JSON is told before it is sent.
function checkJson() {
  for (const field of document.querySelectorAll("textarea[name=expression]")) {
    field.addEventListener("input", () => {
      try {
        JSON.parse(field.value);
        field.setCustomValidity("");
      } catch (error) {
        field.setCustomValidity(`This is no JSON: ${error.message}`);
      }
    });
  }
}

markAll();
checkJson();
watch();
