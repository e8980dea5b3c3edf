import type { App } from 'electron';

const withoutLimit = 'disable-gpu-process-crash-limit';

/**
 * After three crashes of its graphics process Chromium draws without the graphics card, and after
 * three more it aborts the whole app. The first is right; instead of the second the process is
 * started again as often as it takes (D1).
 */
export function outliveGpuCrashes(app: App): void {
  app.on('child-process-gone', (_event, { type }) => {
    if (type !== 'GPU' || app.commandLine.hasSwitch(withoutLimit)) return;
    const drawsInSoftware = !app.getGPUFeatureStatus().gpu_compositing.startsWith('enabled');
    // Chromium looks at the switch at each crash.
    if (drawsInSoftware) app.commandLine.appendSwitch(withoutLimit);
  });
}
