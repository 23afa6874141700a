// The hub's server: many terminals, one ledger.
//
// Decides: which requests are answered, and that a push is answered only after its commit.
// Leaves to others: who may ask (sync/gate.h), connections, their limits and deadlines (sync/http/http_server.h), what
// the messages are (sync/protocol.h), what they do (storage/ledger/ledger.h). One ledger thread does all the ledger's
// work in the order of arrival; a handful of threads read messages and wait for it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "storage/ledger/ledger_thread.h"
#include "sync/gate.h"
#include "sync/http/certificate.h"
#include "sync/hub_log.h"

namespace dockhand {

struct HubOptions {
  std::string host = "127.0.0.1";
  int port = 8470;                   // 0: any free one
  std::string token;                 // empty: none, which is allowed on loopback only
  std::filesystem::path database{};  // of the ledger, for the office's lists; beside it lies who may ask
  TerminalsBy terminals = TerminalsBy::token;
  std::optional<TlsFiles> tls{};  // none: plain HTTP, which is allowed on loopback
  std::string answer_secret{};    // of links by which customers answer; empty: there are none
  bool plain_anywhere = false;    // and where somebody has said so

  bool on_loopback() const;
};

class Hub {
 public:
  // Serves when it returns. The ledger was opened with LedgerRole::hub and is the hub's from now on.
  static Result<std::unique_ptr<Hub>> start(std::unique_ptr<Ledger> ledger, const HubOptions& options, HubLog& log);
  static Result<std::unique_ptr<Hub>> start(std::unique_ptr<Ledger> ledger, const HubOptions& options);  // no log
  // Finishes the requests that are being answered, then closes.
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  // From the next request on; any thread. Refused when the hub can be reached from elsewhere and it is empty.
  Status take_token(const std::string& token);

  int port() const;
  std::string address() const;  // "https://127.0.0.1:8470"
  LedgerThread& ledger();

 private:
  struct State;
  explicit Hub(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// "127.0.0.1:8470", "[::1]:8470" or "hub.local:0".
Result<HubOptions> parse_listen(std::string_view text);

}  // namespace dockhand
