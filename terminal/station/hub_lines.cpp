#include "terminal/station/hub_lines.h"

#include "sync/enrolment.h"

namespace dockhand {

Result<HubLines> hub_lines(const std::string& address, const std::string& token_file,
                           const std::filesystem::path& database) {
  auto upstream = upstream_of(address, token_file, database);
  if (!upstream) return upstream.error();
  if (!*upstream) return HubLines{};
  auto mouth = make_connector(**upstream), ear = make_connector(**upstream);
  if (!mouth || !ear) return mouth ? ear.error() : mouth.error();
  std::string hub = (*upstream)->address;
  if (!(*upstream)->identity) upstream->reset();
  return HubLines{std::move(hub), std::move(mouth).value(), std::move(ear).value(), *std::move(upstream)};
}

}  // namespace dockhand
