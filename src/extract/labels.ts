/**
 * What pages write before a date, a source, an author; each as it stands before a colon. Han is folded to simplified
 * characters, in Japanese words too: a line is looked at in the same shape.
 */

import { foldHan, foldWidth } from '../article/chinese.ts';

/** Folds a line to the shape in which labels are written here; places in the text stay. */
export function foldShape(text: string): string {
  return foldWidth(foldHan(text));
}

export type Meaning = 'date' | 'updated' | 'source' | 'author' | 'noise';

export const joinSources = (...lines: RegExp[]) => lines.map(({ source }) => source).join('|');

/** Of the day of publication. */
export const DATE_LABELS = joinSources(
  /日\s*期|时\s*间|(?:发布|发表|发稿|刊发|刊登|公布|公开|上传|录入|发文|成文|印发|出版|刊载|登载|编写|创建|刊出|公告|张贴|上网|上线|添加)(?:日期|时间|于)/u,
  /승인|公开日|登录日|掲载日|投稿日|発表日|配信日|(?:기사)?입력(?:일시?)?|등록일시?|작성일시?|게시일|발행일/u,
  /(?:first |originally |\(?re\)?-?)?(?:published|posted|released?|issued|written|created)(?: on| at)?|publication date|date(?: published| posted| of publication)?|(?:release|publish|post) date|posted/u,
  /(?:erst)?veröffentlicht(?: am)?|veröffentlichung|(?:veröffentlichungs|erscheinungs|erstellungs|publikations)datum|erschienen(?: am)?|erstellt(?: am)?|datum|online seit/u,
  /publié(?:e)?(?: le)?|paru le|mise? en ligne(?: le)?|date(?: de)?(?: publication| parution)?|posté le/u,
  /publicad[oa](?: el| em| por)?|fecha(?: de publicación)?|data(?: de publicação| di pubblicazione| publikacji| publicării)?|pubblicat[oa](?: il)?/u,
  /gepubliceerd(?: op)?|geplaatst(?: op)?|publicatiedatum|opublikowan[oy]|dodano|utworzono/u,
  /опубликовано|дата(?: публикации)?|размещено|создано|опубліковано|yayın(?:lanma)?(?: tarihi)?|tarih|giriş(?: tarihi)?/u,
  /publicerad|publisert|udgivet|julkaistu|publikováno|publicat|objavljeno|közzétéve|đăng(?: ngày| lúc)?|ngày đăng|פורסם(?: בתאריך| ב)?|תאריך(?: פרסום)?|تاريخ(?: النشر)?|نشر(?: في)?|تاریخ(?: انتشار)?|انتشار/u,
);
/** Of the last change. */
export const UPDATED_LABELS = joinSources(
  /(?:最后)?(?:更新|修改|修订|异动)(?:日期|时间|于)?|(?:最后)?编辑(?:日期|时间|于)|更新日时?|最终更新(?:日)?|(?:최종\s?)?수정(?:일시?)?|업데이트/u,
  /(?:last )?(?:updated|modified|revised|reviewed|edited|changed|amended|corrected)(?: on| at)?|last (?:update|edit)|modification date/u,
  /(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|geändert|bearbeitet|änderung)(?: am)?|stand/u,
  /mis(?:e)? à jour(?: le)?|modifié(?: le)?|dernière mise à jour|actualiza(?:d[oa]|t)(?: el)?|atualizad[oa](?: em)?|[uú]ltim[oa] (?:actualización|atualização|modificación|aggiornamento|modifica)|aggiornat[oa](?: il)?|laatste (?:update|wijziging)|bijgewerkt(?: op)?|laatst gewijzigd|zaktualizowano|(?:ostatnia )?aktualizacja|обновлено|изменено|последнее обновление|оновлено|güncelle(?:me|ndi)(?: tarihi)?|uppdaterad|oppdatert|opdateret|päivitetty|aktualizováno|upraveno|ažurirano|frissítve|ενημερώθηκε|cập nhật(?: lúc)?|diperbarui|(?:آخر )?تحديث|עודכן(?: בתאריך)?/u,
);
/** Of where a text comes from. */
export const SOURCE_LABELS = joinSources(
  /来\s*源|稿\s*源|(?:信息|文章|新闻|稿件|本文|资料)来源|来源单位|发布单位|发布机[构关]|出\s*处|転载元|出典|출처/u,
  /source|from|quelle|fuente|fonte|bron|źródło|источник|kaynak|المصدر|מקור/u,
);
/** Of who wrote it. */
export const AUTHOR_LABELS = joinSources(
  /作\s*者|文章作者|撰文|图?文字?|(?:本报|本网|本台|本刊)?(?:特约|首席|实习)?(?:记\s*者|通讯员|评论员)|著者|执笔者|글쓴이|작성자|文・?写真|投稿者|撰稿人?/u,
  /authors?|written by|by|(?:te(?:xt[eo]?|kst)|текст)(?: (?:und|et|y|i|и|&) \p{L}+)?|autor(?:in|\/in|en|es|a)?|auteur(?:e|s)?|autore|autori|redactor|автор(?: статьи)?|dodał[a]?|(?:ال)?كاتب(?: المقال)?|yazar|الكاتب|كتبت?|بقلم|מאת|כתבה?/u,
);
/** Of counters, credits, buttons: told from the text, and of no use. */
export const NOISE_LABELS = joinSources(
  /点\s*[击阅](?:数|量|次数|率)?|浏\s*览(?:数|量|次数)?|阅\s*读(?:数|量|次数)?|访问(?:量|次数)?|人气|字\s*[号体](?:大小)?/u,
  /责任?\s*编(?:\s*辑)?|编\s*辑|编审|审\s*核|审\s*校|校\s*对|[初复终一二三]\s*审|供\s*稿(?:单位|人)?|摄\s*影|录入|信息员|发布[者人]|监制|主编|值班主任|统筹|排版|美编/u,
  /分享(?:到|至)?|打印|(?:文章)?关键[词字]|标签|分类|类别|栏目|カテゴリー?|분류|ページ番号|索\s*引\s*号|组配分类|조회(?:수)?|阅覧数/u,
  /views?|hits|reads?|share(?: this(?: page| article)?)?|tags?|keywords?|categor(?:y|ies)|filed under|edit(?:ors?|ed by)|photo(?:graph)?s?(?: by| credit)?|kategorien?|kategori[ae]|ressort|rubri(?:k|ek|que|ca)|catégories?|categorías?|categorias?|sección|фото|zdjęci[ea]|供图|编集|댓글|تصوير|abgelegt (?:unter|in)|schlagw[oö]rte?r?|fotos?|mots[- ]clés|etiquetas|tagi|теги|рубрика|просмотр(?:ов|ы)|lesezeit|temps de lecture|tempo di lettura|tiempo de lectura|partager|teilen|compartir|condividi|поделиться|شارك|שתפו?|공유/u,
);

/** Labels by what they mean. */
export const LABELS: readonly (readonly [Meaning, string])[] = [
  ['date', DATE_LABELS],
  ['updated', UPDATED_LABELS],
  ['source', SOURCE_LABELS],
  ['author', AUTHOR_LABELS],
  ['noise', NOISE_LABELS],
];
