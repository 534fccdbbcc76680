// As much of a test library as pure functions need. What has failed stands in window.results.
const results = [];
window.results = null;

export function test(name, work) {
  try {
    work();
    results.push({name, failure: null});
  } catch (failure) {
    results.push({name, failure: failure.message ?? String(failure)});
  }
}

export function equal(got, wanted) {
  const [one, other] = [got, wanted].map((value) => JSON.stringify(value));
  if (one !== other) {
    throw new Error(`got ${one}, wanted ${other}`);
  }
}

export function holds(condition, claim) {
  if (!condition) {
    throw new Error(claim);
  }
}

export function done() {
  window.results = results;
}
