// Functions that run in the page: each stands alone.

/** Before the page's own scripts: the host, as far as opening a file needs it. */
export function installHost({ welcome }) {
  let state;
  globalThis.acquireVsCodeApi = () => ({
    async postMessage(message) {
      if (message.type !== 'ready') return;
      for (const answer of await (await fetch(welcome)).json()) window.postMessage(answer, '*');
    },
    getState: () => state,
    setState: (next) => (state = next),
  });
}

/** Before the page's own scripts: `drawn` resolves with the milliseconds from opening the page until all nodes are painted. */
export function watchDrawing({ expected }) {
  const nodes = document.getElementsByClassName('react-flow__node');
  const isLaidOut = () => {
    const viewport = document.querySelector('.react-flow__viewport');
    const isFitted = viewport && !/scale\(1\)/.test(viewport.style.transform);
    return isFitted && nodes.length >= expected && Array.from(nodes).every(({ style }) => style.visibility !== 'hidden');
  };
  globalThis.drawn = new Promise((resolve) => {
    const check = () => {
      if (!isLaidOut()) requestAnimationFrame(check);
      else requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    requestAnimationFrame(check);
  });
}

/** Frames a second while the wheel pans, to one side and back. */
export async function pan({ frames }) {
  const pane = document.querySelector('.react-flow__pane');
  const frame = () => new Promise(requestAnimationFrame);
  const before = document.querySelector('.react-flow__viewport').style.transform;
  const start = await frame();
  let end = start;
  for (let index = 0; index < frames; index++) {
    const deltaX = index < frames / 2 ? 24 : -16;
    pane.dispatchEvent(new WheelEvent('wheel', { deltaX, deltaY: 0, clientX: 640, clientY: 400, bubbles: true, cancelable: true }));
    end = await frame();
  }
  if (document.querySelector('.react-flow__viewport').style.transform === before) throw new Error('The wheel did not pan.');
  return (frames * 1000) / (end - start);
}

/** Zooms in with the wheel until cards have their own size. */
export async function zoomIn() {
  const pane = document.querySelector('.react-flow__pane');
  const zoom = () => Number(/scale\(([\d.]+)\)/.exec(document.querySelector('.react-flow__viewport').style.transform)[1]);
  for (let step = 0; zoom() < 0.95; step++) {
    if (step > 200) throw new Error(`The wheel does not zoom beyond ${zoom()}.`);
    pane.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, clientX: 640, clientY: 400, bubbles: true, cancelable: true }));
    await new Promise(requestAnimationFrame);
  }
}
