// The interface to the program that holds the truth above this one: a terminal's hub.
//
// Decides: the two questions that a terminal asks, and that an address names its connector by its scheme.
// Leaves to others: when to ask (sync/planner.h), what the answers do (sync/session.h). One more upstream is one file
// NAME_connector.cpp with make_NAME_connector, and one line in connectors.def.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "storage/ledger/ledger.h"
#include "sync/access/signing.h"

namespace dockhand {

class Connector {
 public:
  virtual ~Connector() = default;

  // Whose hub answers: what it calls itself, and whether somebody has said that it stands for the site of the one that
  // was there before. An empty name: nobody knows, or there is nothing to be known.
  struct Met {
    std::string name{};
    Ledger::SameSite same = Ledger::SameSite::as_named;
  };
  virtual Result<Met> meet();
  // Only one thread at a time may call these, and the one above. Every call ends within a bounded time. An Error of
  // kind network means that nothing is known of what the other side did: ask again.
  virtual Result<PushReply> push(const Push& push) = 0;
  virtual Result<Changes> pull(const PullRequest& asked) = 0;
  // Waits at the hub, up to half a minute, until it has something that this position has not. Returns false when it has
  // nothing. An Error of kind unknown says that this hub cannot tell.
  virtual Result<bool> wait(const PullRequest& asked);
  // Takes and gives what sync/people_messages.h says, sealed. An Error of kind unknown says that this hub keeps none.
  virtual Result<std::string> people(const std::string& sealed);
  // Returns for how long the hub does not want to be asked, as its last answer said. 0: it has said nothing.
  virtual std::chrono::seconds asked_to_wait() const { return {}; }
  // May be called on any thread. A call that is under way returns soon, and every later one at once, with an Error.
  virtual void cancel() = 0;
};

// What proves that a request comes from this terminal: nothing, a token, or a key (sync/access/signing.h).
struct TerminalIdentity {
  std::string hub;  // the hub's own name for itself
  SigningKey key;
};

struct Upstream {
  std::string address;  // such as "http://hub.local:8470"
  std::string token{};  // empty: none
  std::optional<TerminalIdentity> identity{};
  std::string pin{};      // the pin of the hub's certificate; empty: any valid certificate is right
  std::string hub_key{};  // the public key of the hub's own; empty: not known
  Ledger::SameSite same = Ledger::SameSite::as_named;  // what somebody has said of a hub that calls itself otherwise
};

// The scheme of the address decides which connector it is. Errors name the schemes that are known.
Result<std::unique_ptr<Connector>> make_connector(const Upstream& upstream);

#define CONNECTOR(name, scheme) Result<std::unique_ptr<Connector>> make_##name##_connector(const Upstream& upstream);
#include "sync/connectors.def"
#undef CONNECTOR

// Returns the text of a file that holds a token: one line, 16 to 256 visible ASCII characters.
Result<std::string> read_token(const std::string& file);

}  // namespace dockhand
