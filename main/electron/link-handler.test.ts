import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));

const { execProgram } = await import('./link-handler.js');

test('finds no program in an entry without one', () => {
  expect(execProgram('[Desktop Entry]\nName=x\n')).toBeNull();
});

test.each([
  ['Exec=/opt/Lanyard/lanyard %u', '/opt/Lanyard/lanyard'],
  ['Exec="/opt/My Apps/lanyard" --user-data-dir=/x %u', '/opt/My Apps/lanyard'],
  ['Exec="/opt/a \\"b\\"/lanyard" %u', '/opt/a "b"/lanyard'],
])('%s starts %s (H98)', (line, program) => {
  expect(execProgram(`[Desktop Entry]\nType=Application\n${line}\nMimeType=x;\n`)).toBe(program);
});
