/* What the server put into the page. */
export const boot = JSON.parse(document.getElementById("boot").textContent);
