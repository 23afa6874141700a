#include "sync/hub/hub_terminals.h"

#include <fmt/format.h>

#include "storage/model/codes.h"
#include "sync/access/enrolment_code.h"
#include "sync/http/http_client.h"
#include "sync/site/audit_log.h"

namespace dockhand {

Result<std::string> code_for(AccessRegister& known, const std::filesystem::path& database, const NewTerminal& terminal,
                             const Clock& clock) {
  if (auto address = parse_hub_address(terminal.address); !address) return address.error();
  const auto secret = known.new_secret(terminal.name);
  if (!secret) return secret.error();
  AuditLog(database, clock).say("code made", {{"name", terminal.name}});
  const std::string text = text_of(EnrolmentCode{terminal.address, *secret, terminal.pin});
  const auto picture = qr_lines(text);
  if (!picture) return picture.error();
  if (!terminal.png.empty()) {
    if (auto written = write_qr(text, terminal.png); !written) return written.error();
  }
  return fmt::format("{}\n{}\n\nIt makes one terminal, {}, within 15 minutes: give it to `dockhand enrol` there.\n",
                     *picture, text, printable(terminal.name));
}

Result<std::string> terminals_text(AccessRegister& known) {
  const auto terminals = known.terminals();
  if (!terminals) return terminals.error();
  std::string text;
  for (const EnrolledTerminal& one : *terminals) {
    text += fmt::format("{}  {}  enrolled {}{}\n", one.id, printable(one.name), one.enrolled.text(),
                        one.revoked ? ", REVOKED " + one.revoked->text() : "");
  }
  return text.empty() ? "No terminal is enrolled.\n" : text;
}

Status revoke_terminal(AccessRegister& known, const std::filesystem::path& database, const std::string& id,
                       const Clock& clock) {
  if (auto revoked = known.revoke(id); !revoked) return revoked;
  AuditLog(database, clock).say("revoked", {{"terminal", id}});
  return Done{};
}

}  // namespace dockhand
