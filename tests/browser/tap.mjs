// Tests by name, run in order, reported as TAP.

const tests = [];

/** Registers a test; its name is the sentence that it proves. */
export function test(name, body) {
  tests.push({ name, body });
}

/** Runs those whose name has one of words in it. Returns how many failed. */
export async function runAll(words, context) {
  const chosen = tests.filter(({ name }) =>
    words.length === 0 || words.some((word) => name.includes(word)));
  let failed = 0;
  console.log(`1..${chosen.length}`);
  for (const [i, { name, body }] of chosen.entries()) {
    try {
      await body(context);
      console.log(`ok ${i + 1} - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${i + 1} - ${name}`);
      for (const line of String(error.stack ?? error).split('\n'))
        console.log(`# ${line}`);
    }
  }
  return failed;
}
