// Who works at a site, and with which PIN, for its terminals.
//
// Decides: that people come from the hub's file of users; whose PIN holds: the one with the highest revision, and of
// two with one revision the one that was here first; that whoever is not in the file any more has none anywhere; that a
// PIN's hash is kept locked with a key that lies in another file. Without that key, or under another one, what is kept
// is worth nothing, and the terminals are asked for it again. Leaves to others: the messages (sync/people_messages.h),
// who may ask (sync/site/gate.h), roles (sync/hub/roles.h). Any thread may use it.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sync/access/file_key.h"
#include "sync/access/kept_text.h"
#include "sync/people_messages.h"
#include "sync/site/audit_log.h"

namespace dockhand {

class PeopleDesk {
 public:
  struct Files {
    std::filesystem::path users;     // who works here; it need not be there
    std::filesystem::path key;       // made when it is needed first
    std::filesystem::path database;  // whose record tells which PINs came and went
  };
  PeopleDesk(Files files, std::unique_ptr<KeptText> kept, const Clock& clock)
      : files_(std::move(files)), kept_(std::move(kept)), audit_(files_.database, clock) {}

  Result<PeopleAnswer> answer(const PeopleQuestion& question, const std::string& terminal);

 private:
  struct Entry {
    std::string user;
    std::int64_t revision = 0;
    std::string salt, locked;  // empty: this person has none any more
  };
  using Entries = std::vector<Entry>;
  struct Change {
    const char* what;
    std::string user;
  };

  static Result<Entries> read(const std::string& text, const std::string& where);
  static std::string print(const Entries& entries);
  static std::string about(const Entry& entry);
  bool opens(const Entry& entry) const;
  std::vector<Change> change(Entries& entries, const People& people, const PeopleQuestion& question) const;
  Result<Entries> take(const People& people, const PeopleQuestion& question, const std::string& terminal);
  void say_held(PeopleAnswer& answer, const Entry& entry, const PersonPin* told, bool listed) const;

  const Files files_;
  const std::unique_ptr<KeptText> kept_;
  AuditLog audit_;
  std::mutex mutex_;  // guards the key, and that one asks at a time
  std::optional<FileKey> key_;
};

}  // namespace dockhand
