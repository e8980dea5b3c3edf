/** Styles of the practice service, distinct so that nobody mistakes it for the app. */
export const style = `
:root { color-scheme: light dark; --back: #f4f1ea; --card: #fffdf8; --text: #26221b; --soft: #6b6355;
  --line: #ded7c8; --accent: #7a4a12; --on-accent: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --back: #1b1915; --card: #25221c; --text: #f1ece1; --soft: #b3aa99; --line: #40392e;
    --accent: #e2b067; --on-accent: #261a08; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: min(27rem, 100%); background: var(--card); border: 1px solid var(--line);
  border-radius: 0.9rem; padding: 2rem; }
.mark { margin: 0 0 1.25rem; color: var(--soft); font-weight: 600; display: flex; gap: 0.6rem;
  align-items: center; }
.mark::before { content: ''; width: 1.1rem; height: 1.1rem; border-radius: 50%;
  border: 0.3rem solid var(--accent); }
h1 { margin: 0 0 0.5rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); font-size: 0.9rem; }
form { display: grid; gap: 0.75rem; margin: 1rem 0 0; }
label.field { display: grid; gap: 0.3rem; font-weight: 600; }
input[type='text'] { font: inherit; color: inherit; background: var(--back); padding: 0.6rem 0.75rem;
  border: 1px solid var(--soft); border-radius: 0.5rem; }
button { font: inherit; font-weight: 600; padding: 0.6rem 1rem; border-radius: 0.5rem; cursor: pointer;
  border: 1px solid var(--line); background: transparent; color: inherit; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.link { border: 0; padding: 0; color: var(--accent); text-decoration: underline; justify-self: start; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul { list-style: none; margin: 1rem 0; padding: 0; border: 1px solid var(--line); border-radius: 0.5rem; }
li { padding: 0.6rem 0.75rem; }
li + li { border-top: 1px solid var(--line); }
li label { display: flex; gap: 0.6rem; align-items: baseline; }
li form { margin: 0.4rem 0 0; justify-items: start; }
code { color: var(--soft); font-size: 0.85em; }
fieldset { border: 0; padding: 0; margin: 0; }
.accounts { display: grid; gap: 0.5rem; }
.accounts button { text-align: start; }
`;
