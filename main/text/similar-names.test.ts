import { describe, expect, test } from 'vitest';

import { namesAnotherHost, nameSkeleton, passesForLatin } from './similar-names.js';

describe('a name that looks like “Practice service” is taken for it', () => {
  test.each([
    ['the same', 'Practice service'],
    ['in capitals', 'PRACTICE SERVICE'],
    ['with two blanks', 'Practice  service'],
    ['without a blank', 'PracticeService'],
    ['with a dash', 'Practice–service'],
    ['with a full stop', 'Practice service.'],
    ['with a trade mark', 'Practice service™'],
    ['with a picture', 'Practice service 🔒'],
    ['with a Cyrillic capital', 'Рractice service'],
    ['with Cyrillic letters', 'Рrасtiсе sеrviсе'],
    ['with a Greek rho', 'Ρractice servιce'],
    ['with an Armenian letter', 'Prɑctice ѕervice'],
    ['with Cherokee capitals', 'ᏢᎡᎪᏟᎢᏆᏟᎬ ᏚᎬᎡᏙᏆᏟᎬ'.replaceAll('Ꮖ', 'Ꭵ').replaceAll('Ꮩ', 'V')],
    ['with an l for an i', 'Practlce servlce'],
    ['with digits', 'Pract1ce serv1ce'],
    ['with accents', 'Practicé sërvice'],
    ['in full-width letters', 'Ｐｒａｃｔｉｃｅ ｓｅｒｖｉｃｅ'],
    ['in mathematical letters', '𝐏𝐫𝐚𝐜𝐭𝐢𝐜𝐞 𝓼𝓮𝓻𝓿𝓲𝓬𝓮'],
    ['in black squares', '🅿🆁🅰🅲🆃🅸🅲🅴 🆂🅴🆁🆅🅸🅲🅴'],
    ['in small capitals', 'ᴘʀᴀᴄᴛɪᴄᴇ ꜱᴇʀᴠɪᴄᴇ'],
    ['with hidden characters', 'Prac\u200btice\u00ad service'],
  ])('%s (N7)', (_what, name) => {
    expect(nameSkeleton(name)).toBe(nameSkeleton('Practice service'));
  });

  test('“rn” is taken for “m” (N7)', () => {
    expect(nameSkeleton('Arnazon')).toBe(nameSkeleton('Amazon'));
  });

  test.each(['Practice service 2', 'Practice', 'Practise service', 'Dienst', '練習サービス', '🔒'])(
    '%s is another name (N7)',
    (name) => {
      expect(nameSkeleton(name)).not.toBe(nameSkeleton('Practice service'));
    },
  );

  test('names of signs only differ as they are written (N7)', () => {
    expect(nameSkeleton('🔒')).not.toBe(nameSkeleton('🔑'));
  });
});

describe('letters of another script that pass for Latin ones', () => {
  test.each([
    'Рractice',
    'GοοgΙe',
    'Slасk',
    'Ѕраrk service',
    'Соре',
    'Μicrosoft',
    'раураӏ',
    'nοtion',
  ])('are noticed in %s (N7)', (name) => {
    expect(passesForLatin(name)).toBe(true);
  });

  test.each([
    ...['GitHub', 'Яндекс Диск', 'Сбер ID', 'Ελληνική Τράπεζα', 'Ψηφιακή Google', 'Zoë’s café'],
    ...['LINE 日本', 'نماد Google', 'µTorrent', 'Ångström', 'Почта Mail'],
  ])('are not in %s (N7)', (name) => {
    expect(passesForLatin(name)).toBe(false);
  });
});

describe('a name with a host in it', () => {
  test.each([
    ['github.com', 'evil.example'],
    ['Sign in to GitHub.com now', 'evil.example'],
    ['Practice (login.example.org)', 'example.org.evil.example'],
    ['github。com', 'evil.example'],
    ['GitHub.com', 'notgithub.com'],
  ])('%s at %s is of another host (N7)', (name, host) => {
    expect(namesAnotherHost(name, host)).toBe(true);
  });

  test.each([
    ['Booking.com', 'accounts.booking.com'],
    ['cloud.example.org', 'cloud.example.org:8443'],
    ['Version 2.0', 'a.example'],
    ['St. Gallen', 'a.example'],
  ])('%s at %s is not (N7)', (name, host) => {
    expect(namesAnotherHost(name, host)).toBe(false);
  });
});
