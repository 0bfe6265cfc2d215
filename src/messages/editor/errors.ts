/** What the rules of articles and the answers of receivers say, in a clerk's words and language. */

/** Where the API's words would not help a clerk. */
export const ENGLISH_ERRORS: ReadonlyMap<string, string> = new Map([
  ['one of content_html, content_markdown and content_text is needed', 'must not be empty'],
  ['must hold text or an image that may be published', 'must not be empty'],
  ['Invalid input', 'is not what belongs here'],
]);

const CHINESE_ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^must not be empty$/, '不能为空'],
  [/^one of content_html/, '不能为空'],
  [/^must hold text or an image/, '不能为空'],
  [/^must have at most (\d+) characters$/, '最多 $1 个字符'],
  [/^must have at most (\d+) items$/, '最多 $1 项'],
  [/^must have at most (\d+) KiB once it is sanitised$/, '最多 $1 KiB'],
  [/^must have at most (\d+) elements/, '内容过于复杂'],
  [/^must not nest/, '嵌套过深'],
  [/^has too many lines/, '内容过于复杂'],
  [/^must not contain control characters$/, '含有不可见的控制字符'],
  [/^must be lower-case letters, digits and single hyphens/, '只能用小写字母、数字和单个连字符'],
  [/^must be an absolute http or https URL$/, '必须是以 http:// 或 https:// 开头的网址'],
  [/^must name its host; feeds cannot carry an IPv6 address$/, '网址不能用 IPv6 地址，请使用域名'],
  [/^must be a date and time in RFC 3339/, '不是有效的时间'],
  [/^must be a date between the years/, '年份必须在 1000 到 9999 之间'],
  [/^must be a language tag/, '必须是语言代码，例如 zh-CN'],
  [/^must be a day such as/, '不是有效的日期'],
  [/^must not end before it begins$/, '结束日期不能早于开始日期'],
  [/^there is no category "(.*)"$/, '没有栏目“$1”'],
  [/^there is no official "(.*)"$/, '没有人物“$1”'],
  [/^nobody in the list of officials is called "(.*)"$/s, '人物列表中没有“$1”'],
  [
    /^several are called "(.*)"; write the short name of one: (.*)$/s,
    '有多人叫“$1”，请填写其中一人的短名：$2',
  ],
  [/^a published article cannot be moved into the future$/, '已发布的文章不能改到将来的时间'],
  [/^Another article has the slug "(.*)"\.$/, '另一篇文章已使用短名“$1”'],
  [/^An article names the (category|official)/, '有文章正在使用它，不能删除。'],
  [/^A webhook names the (category|official)/, '有推送正在使用它，不能删除。'],
  [/^is for administrators only$/, '仅限管理员'],
  [/^Paused by a person\.$/, '已由人工暂停。'],
  [/^Its token was deleted\.$/, '所属令牌已删除。'],
  [/gone for good \(410\)/, '接收方表示该地址已永久失效（410），请在接收方重新创建。'],
  [/nothing at this address \(404\)/, '该地址不存在（404），请检查，或在接收方重新创建。'],
  [/wants a sign-in \(401\)/, '接收方要求登录（401），请检查地址是否完整有效。'],
  [/does not let the message in \(403\)/, '接收方拒绝接收（403），请检查地址是否完整有效。'],
  [/asks for fewer messages \(429\)/, '接收方要求减少消息（429），稍后自动重试。'],
  [/did not answer within/, '接收方没有在 15 秒内应答，请联系其运维人员。'],
  [/refused or dropped the connection/, '接收方拒绝或中断了连接，请联系其运维人员确认服务器是否运行。'],
  [/redirects to another address \((\d+)\)/, '接收方转到了别的地址，请改填那个地址。'],
  [/host name of the address could not be found/, '找不到该地址的主机名，请检查拼写。'],
  [/certificate/, '接收方的证书无效，请联系其运维人员。'],
  [/\((5\d\d)\)/, '接收方出现故障，请联系其运维人员。'],
  [/\((4\d\d)\)/, '接收方拒绝了消息，请联系其运维人员。'],
];

/** In simplified Chinese; what is not listed stays as it is, for it still says something. */
export function translateToChinese(detail: string): string {
  for (const [pattern, chinese] of CHINESE_ERRORS) {
    const match = pattern.exec(detail);
    if (match !== null) return chinese.replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? '');
  }
  return detail;
}
