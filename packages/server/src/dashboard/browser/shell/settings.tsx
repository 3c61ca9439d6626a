import { type Language, languages, nameOf, useWords } from '../words/index.ts';

export const themes = ['auto', 'light', 'dark'] as const;

type Theme = (typeof themes)[number];

export interface Settings {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

/** Language and colours, kept by this browser. */
export function SettingsBar({ language, setLanguage, theme, setTheme }: Settings) {
  const { words } = useWords();
  return (
    <div class="settings">
      <select
        aria-label={words.settings.language}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each} selected={each === language}>
            {nameOf(each)}
          </option>
        ))}
      </select>
      <select
        aria-label={words.settings.theme}
        value={theme}
        onChange={(event) => setTheme(event.currentTarget.value as Theme)}
      >
        {themes.map((each) => (
          <option key={each} value={each} selected={each === theme}>
            {words.settings.themes[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
