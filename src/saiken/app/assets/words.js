/* Numbers as people read them; the same rules as the report's words. */

const MINUS = "\u2212";

const formats = [0, 1, 2].map((digits) =>
  new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const fixed = (size, digits) => formats[digits].format(size);

const digitsOf = (value) => {
  const size = Math.abs(value);
  if (size === 0 || Number(size.toFixed(1)) >= 10) return 0;
  return Number(size.toFixed(2)) >= 1 ? 1 : 2;
};

export const plain = (value, digits = digitsOf(value)) => {
  const text = fixed(Math.abs(value), digits);
  if (!/[1-9]/.test(text)) return "0";
  return value < 0 ? MINUS + text : text;
};

export const signed = (value) => {
  const text = plain(value);
  return text === "0" || value < 0 ? text : "+" + text;
};

export const bp = (value) => signed(value) + " bp";
export const pct = (value) => signed(value) + "%";

export const usd = (bn) => {
  const size = Math.abs(bn);
  let text;
  if (size >= 1000) text = fixed(size / 1000, 2) + "tn";
  else if (size >= 1 || size === 0) text = plain(size) + "bn";
  else text = plain(size * 1000, 0) + "mn";
  if (!/[1-9]/.test(text)) return "USD 0";
  return "USD " + (bn < 0 ? MINUS : "") + text;
};

export const yen = (value) => {
  const size = plain(Math.abs(value));
  return size === "0" ? "unchanged" : `${size}% ${value < 0 ? "stronger" : "weaker"}`;
};

const TAILS = ["% stronger", "% weaker", "bn", "tn", "mn", " bp", "%"];

export const span = (low, high, say) => {
  const [first, second] = [say(low), say(high)];
  if (first === second) return first;
  const tail = TAILS.find((each) => first.endsWith(each) && second.endsWith(each));
  if (!tail) return `${first} to ${second}`;
  return `${first.slice(0, -tail.length)} to ${second.replace(/^USD /, "")}`;
};

export const yenSpan = (low, high) => {
  if (high <= 0) return span(high, low, yen);
  return low >= 0 ? span(low, high, yen) : `${yen(high)} to ${yen(low)}`;
};

/* Middle and band in one, the direction said once where it is the same. */
export const yenBand = (low, middle, high) => {
  const [direction, band] = [yen(middle).split(" ")[1], yenSpan(low, high)];
  const once = direction && band.endsWith(direction) && band.split("%").length === 2;
  return `${yen(middle)} (${once ? band.replace(` ${direction}`, "") : band})`;
};

export const share = (part) => plain(part * 100, 0) + "%";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];

export const date = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
};
