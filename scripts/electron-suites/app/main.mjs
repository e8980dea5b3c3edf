/** A worker of vitest that is the main process of an Electron app: test files run in here. */
import { app } from 'electron';
import { init, runBaseTests, setupEnvironment } from 'vitest/worker';

if (process.send === undefined) throw new Error('This app is started by vitest only.');
// Tests may put something else in their place.
const send = process.send.bind(process);
const leave = app.exit.bind(app);

app.disableHardwareAcceleration();
process.once('disconnect', () => leave());

init({
  post: (message) => send(message),
  on: (callback) => process.on('message', callback),
  off: (callback) => process.off('message', callback),
  teardown: () => process.removeAllListeners('message'),
  async setup(context) {
    await app.whenReady();
    return setupEnvironment(context);
  },
  runTests: (state, traces) => runBaseTests('run', state, traces),
  collectTests: (state, traces) => runBaseTests('collect', state, traces),
});
