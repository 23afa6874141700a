// What the office's own programs ask of a hub: lists, commands and documents.
//
// Decides: how a list is asked for, which status an outcome has, that documents are taken whole or not at all, as CSV
// (any file that `dockhand import` takes) or as a JSON array of rows. Leaves to others: which lists there are
// (storage/listings/listings.h), how a file is read (storage/import/import.h), what a command does
// (storage/ledger/ledger.h), who may ask (sync/hub/hub.h).
//
//   GET  /v1/stock?limit=200       {"protocol":1,"rows":[{...},...],"more":false}, the columns of `dockhand show`
//   GET  /v1/orders?after=         a list from its first row to its last: the rows in an order that stays; while there
//                                  is more, "next" is what `after` is for the next part (percent-encoded)
//   GET  /v1/events?since=0        the events in their order; "next" is what `since` is for the next part, also at the
//                                  end
//   GET  /v1/promise?item=BRG-6204&quantity=20
//                                  {"protocol":1,"item":...,"p50":"2026-12-03","p90":"2026-12-07",...}
//   POST /v1/commands              one command as `dockhand do` takes it; answers its outcome: 200 accepted, 409 the id
//                                  stands for another command, 422 refused
//   POST /v1/orders                documents; answers {"protocol":1,"rows":12,"repeated":false}; what says what is
//                                  there already changes nothing. 422 with {"protocol":1,"errors":[{"place":"3",...}]}
//   POST /v1/orders?dry_run=true   the same, and changes nothing; of a table with "changes":{"new":12,...} as well
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "storage/import/import.h"
#include "storage/ledger/ledger_thread.h"
#include "sync/http/http_service.h"

namespace dockhand {

class Office {
 public:
  static constexpr std::size_t max_rows = 10'000;      // the rows of one answer
  static constexpr std::size_t max_list = 10'000'000;  // of which an answer is one part
  static constexpr std::size_t max_body = 8 << 20;     // the bytes of documents

  // What the hub calls a terminal. Nothing: it has enrolled none that has this database. Any thread may call it.
  using NameOf = std::function<std::optional<std::string>(const WriterId&)>;

  // `database` is the file that the thread's ledger has open; both must outlive the office.
  Office(std::filesystem::path database, LedgerThread& ledger, const Clock& clock, NameOf name_of)
      : database_(std::move(database)), ledger_(ledger), clock_(clock), name_of_(std::move(name_of)) {}

  // The last part of the address says which list is meant.
  HttpAnswer list(const HttpRequest& request) const;
  HttpAnswer promise(const HttpRequest& request) const;
  HttpAnswer execute(const HttpRequest& request) const;
  HttpAnswer import(const HttpRequest& request) const;

  // As whom the office's programs act.
  static const OperatorName& itself();

 private:
  static std::string last_part(const std::string& path);
  HttpAnswer book_rows(const std::string& body, const std::string& kind, const ImportChoices& choices) const;
  HttpAnswer book_table(ParsedImport parsed, const ImportChoices& choices) const;

  const std::filesystem::path database_;
  LedgerThread& ledger_;
  const Clock& clock_;
  const NameOf name_of_;
};

}  // namespace dockhand
