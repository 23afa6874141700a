// What stays on record of who may: codes made, terminals enrolled and revoked, requests refused.
//
// Decides: that it is one JSON object a line in the file DATABASE.audit, which is for its owner's eyes, and that the
// file begins anew at 8 MB with the one before kept as DATABASE.audit.1. Leaves to others: what is worth a line; no
// secret is ever given to it. Any thread; several processes may write.
#pragma once

#include <filesystem>

#include "storage/model/time.h"
#include "sync/hub_log.h"

namespace dockhand {

class AuditLog {
 public:
  static constexpr std::uintmax_t max_bytes = 8 << 20;

  AuditLog(const std::filesystem::path& database, const Clock& clock);
  static std::filesystem::path file_of(const std::filesystem::path& database);

  void say(const std::string& event, const HubLog::Fields& fields);

 private:
  const std::filesystem::path file_;
  const Clock& clock_;
};

}  // namespace dockhand
