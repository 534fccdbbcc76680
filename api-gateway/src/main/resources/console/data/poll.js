// Something that is asked again and again while somebody looks.

/** Asks now and then `every` milliseconds after each answer; hidden pages do not ask. Answers how to stop. */
export function poll(every, work) {
  let timer = 0;
  let stopped = false;
  const turn = async () => {
    if (!document.hidden) {
      await work();
    }
    if (!stopped) {
      timer = setTimeout(turn, every);
    }
  };
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
