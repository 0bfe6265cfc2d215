/** The few words that the service itself puts into articles and feeds, in the languages it speaks. */

export interface FeedMessages {
  /** Before the title of a withdrawn article, with its colon. */
  readonly withdrawnLabel: string;
  /** What stands in place of a withdrawn article's content. */
  readonly withdrawnSentence: string;
  /** Before the reason of a withdrawal, with its colon. */
  readonly reasonLabel: string;
  /** Before the note of a major change, with its colon. */
  readonly updatedLabel: string;
  /** Between two subjects of which either will do. */
  readonly or: string;
  /** Before a subject that is left out. */
  readonly without: string;
  readonly categories: string;
  readonly officials: string;
  readonly offices: string;
  /** What somebody is called who acts in an office. */
  acting(office: string): string;
  /** The direction in which it is written (HTML `dir`). */
  readonly direction: 'ltr' | 'rtl';
}

const MESSAGES: Readonly<
  Record<'en' | 'zh-Hans' | 'zh-Hant' | 'ar' | 'ur' | 'fr' | 'de' | 'es', FeedMessages>
> = {
  en: {
    withdrawnLabel: 'Withdrawn:',
    withdrawnSentence: 'This article has been withdrawn.',
    reasonLabel: 'Reason:',
    updatedLabel: 'Updated:',
    or: 'or',
    without: 'without',
    categories: 'Categories',
    officials: 'Officials',
    offices: 'Offices',
    acting: (office) => `${office} (acting)`,
    direction: 'ltr',
  },
  'zh-Hans': {
    withdrawnLabel: '已撤回：',
    withdrawnSentence: '本文已被撤回。',
    reasonLabel: '原因：',
    updatedLabel: '更新：',
    or: '或',
    without: '不含',
    categories: '栏目',
    officials: '人物',
    offices: '职位',
    acting: (office) => `代理${office}`,
    direction: 'ltr',
  },
  'zh-Hant': {
    withdrawnLabel: '已撤回：',
    withdrawnSentence: '本文已被撤回。',
    reasonLabel: '原因：',
    updatedLabel: '更新：',
    or: '或',
    without: '不含',
    categories: '欄目',
    officials: '人物',
    offices: '職位',
    acting: (office) => `代理${office}`,
    direction: 'ltr',
  },
  ar: {
    withdrawnLabel: 'تم السحب:',
    withdrawnSentence: 'تم سحب هذا المقال.',
    reasonLabel: 'السبب:',
    updatedLabel: 'تحديث:',
    or: 'أو',
    without: 'بدون',
    categories: 'الأقسام',
    officials: 'المسؤولون',
    offices: 'المناصب',
    acting: (office) => `${office} (بالنيابة)`,
    direction: 'rtl',
  },
  ur: {
    withdrawnLabel: 'واپس لیا گیا:',
    withdrawnSentence: 'یہ مضمون واپس لے لیا گیا ہے۔',
    reasonLabel: 'وجہ:',
    updatedLabel: 'تازہ کاری:',
    or: 'یا',
    without: 'بغیر',
    categories: 'زمرے',
    officials: 'عہدیدار',
    offices: 'عہدے',
    acting: (office) => `${office} (قائم مقام)`,
    direction: 'rtl',
  },
  fr: {
    withdrawnLabel: 'Retiré\u00A0:',
    withdrawnSentence: 'Cet article a été retiré.',
    reasonLabel: 'Motif\u00A0:',
    updatedLabel: 'Mise à jour\u00A0:',
    or: 'ou',
    without: 'sans',
    categories: 'Rubriques',
    officials: 'Responsables',
    offices: 'Fonctions',
    acting: (office) => `${office} par intérim`,
    direction: 'ltr',
  },
  de: {
    withdrawnLabel: 'Zurückgezogen:',
    withdrawnSentence: 'Dieser Artikel wurde zurückgezogen.',
    reasonLabel: 'Grund:',
    updatedLabel: 'Aktualisiert:',
    or: 'oder',
    without: 'ohne',
    categories: 'Rubriken',
    officials: 'Amtspersonen',
    offices: 'Ämter',
    acting: (office) => `${office} (kommissarisch)`,
    direction: 'ltr',
  },
  es: {
    withdrawnLabel: 'Retirado:',
    withdrawnSentence: 'Este artículo ha sido retirado.',
    reasonLabel: 'Motivo:',
    updatedLabel: 'Actualizado:',
    or: 'o',
    without: 'sin',
    categories: 'Secciones',
    officials: 'Cargos públicos',
    offices: 'Puestos',
    acting: (office) => `${office} en funciones`,
    direction: 'ltr',
  },
};

/** The words for a BCP 47 language; English for one that has none here or cannot be read. */
export function chooseFeedMessages(language: string): FeedMessages {
  try {
    const locale = new Intl.Locale(language).maximize();
    if (locale.language === 'zh' || locale.language === 'yue') {
      return locale.script === 'Hant' ? MESSAGES['zh-Hant'] : MESSAGES['zh-Hans'];
    }
    return Object.hasOwn(MESSAGES, locale.language)
      ? MESSAGES[locale.language as keyof typeof MESSAGES]
      : MESSAGES.en;
  } catch {
    return MESSAGES.en;
  }
}

/**
 * The label and what follows it; Chinese punctuation is as wide as a character and brings its own space. `shown`: the label
 * as it is written where it is marked up.
 */
export function joinLabel(label: string, text: string, shown: string = label): string {
  return `${shown}${label.endsWith('：') ? '' : ' '}${text}`;
}
