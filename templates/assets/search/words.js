/* Text → the words that the search compares, exactly as generator/site/words.py does it when the site is made. */

const LETTERS = { "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ" };
const VOWELS = "aeiouy";
const UNCHANGED = new Set(["news"]);

export const STOP = new Set((
  "a an and are as at be been but by for from had has have he her him his i in is it its of on or she so that the " +
  "their them they this to was we were which with you"
).split(" "));

const withoutMarks = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "");

function folded(text) {
  return withoutMarks(withoutMarks(text).toLowerCase()).replace(/[ıøłđðþæœßς]/g, (letter) => LETTERS[letter]);
}

function cleaned(text) {
  return folded(text)
    .replace(/['’ʼ]s(?![\p{L}\p{N}])/gu, "")
    .replace(/['’‘ʼ]/g, "")
    .replace(/(?<![\p{L}\p{N}])[\p{L}\p{Nl}\p{No}](?:\.[\p{L}\p{Nl}\p{No}])+(?![\p{L}\p{N}])/gu, (found) => found.replaceAll(".", ""))
    .replace(/(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g, "");
}

/* The words of the text in their order, folded. */
export function wordsIn(text) {
  return cleaned(text).match(/[\p{L}\p{N}]+/gu) || [];
}

/* One of 64, for a folded word; generator/site/shards.py does the same. */
export function digitOf(word) {
  let found = 0;
  for (const letter of word) found = (31 * found + letter.codePointAt(0)) % 65521;
  return found % 64;
}

/* A folded word without a common English ending. */
export function stem(word) {
  if (!/^[a-z]{4,}$/.test(word) || UNCHANGED.has(word)) return word;
  word = withoutEnding(singular(word));
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1);
    const times = measure(rest);
    if (times > 1 || (times === 1 && !isShort(rest))) return rest;
  }
  return word;
}

function singular(word) {
  if (word.endsWith("ies") && word.length > 4) return word.slice(0, -3) + "y";
  return /s$/.test(word) && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

function withoutEnding(word) {
  if (word.endsWith("ied") && word.length > 4) return word.slice(0, -3) + "y";
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) ? word.slice(0, -1) : word;
  for (const ending of ["ing", "ed"]) {
    const rest = word.slice(0, -ending.length);
    if (word.endsWith(ending) && rest.length > 2 && [...rest].some((_, n) => isVowel(rest, n))) return mended(rest);
  }
  return word;
}

function mended(rest) {
  if (/(at|bl|iz)$/.test(rest)) return rest + "e";
  const last = rest.at(-1);
  if (last === rest.at(-2) && !(VOWELS + "lsz").includes(last)) return rest.slice(0, -1);
  return measure(rest) === 1 && isShort(rest) ? rest + "e" : rest;
}

const isVowel = (word, at) => VOWELS.includes(word[at]) && (at > 0 || word[at] !== "y");

function measure(word) {
  let times = 0;
  for (let at = 1; at < word.length; at++) if (isVowel(word, at - 1) && !isVowel(word, at)) times += 1;
  return times;
}

function isShort(word) {
  const end = word.length;
  return end > 2 && !isVowel(word, end - 3) && isVowel(word, end - 2) && !isVowel(word, end - 1) && !"wxy".includes(word[end - 1]);
}

/* A text in pieces, for marking words in it: [what is printed, its folded words]; words apart from what stands between. */
export function pieces(text) {
  const parts = text.match(/[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}'’ʼ.,]*[\p{L}\p{N}\p{M}])?|[^\p{L}\p{N}\p{M}]+/gu) || [];
  return parts.map((part) => [part, wordsIn(part)]);
}
