/** What receivers answered, in Chinese. */

const CHINESE_ERRORS: readonly (readonly [RegExp, string])[] = [
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
    if (pattern.test(detail)) return chinese;
  }
  return detail;
}
