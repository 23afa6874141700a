// One site of a hub's process, with everything that is done for it.
//
// Decides: that a site is served as soon as it is this hub's, what runs then (the desk, roles, webhooks, letters, the
// day's plan, the drop folder, backups), and that lists and pulls are answered while another hub owns it, whereas a
// command line is told which one that is. Leaves to others: what each of them does, and who owns a site that several
// hubs share (storage/store/site_store.h).
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "storage/model/tools/halt.h"
#include "sync/hub/hub_command_line.h"
#include "sync/local/local_socket.h"
#include "sync/message/postman.h"

namespace dockhand {

class SiteRunner {
 public:
  // Reads the files that are named, and opens the site unless another hub owns it, or its store is not reached: both
  // are waited for once it has begun. `options` are those of this site;
  // the clock and the log must outlive it. `ended` says whether the process is asked to end. It is also asked before
  // somebody waits for that, on any thread.
  static Result<std::unique_ptr<SiteRunner>> prepare(HubCommandLine options, const Clock& clock, HubLog& log,
                                                     std::function<bool()> ended);
  ~SiteRunner();
  SiteRunner(const SiteRunner&) = delete;
  SiteRunner& operator=(const SiteRunner&) = delete;
  // Returns what the hub has to know about the site. Its token is that of the hub.
  HubSite site() const;
  // The hub must outlive it. Of a site that another hub owns only lists and pulls are answered, until it is free; while
  // its store is not reached everything is answered 503 with the reason.
  Status begin(Hub& hub);
  // Reads the files again that are read again on SIGHUP.
  void reload();

 private:
  struct Running;
  SiteRunner(HubCommandLine options, const Clock& clock, HubLog& log, std::function<bool()> ended);
  Status reach();
  bool may_be_reached_later(const Error& error) const;
  Error waits_for_store() const;
  bool wait_for_store();
  Status take();
  Status run(LedgerThread& ledger);
  void stand_by();
  LedgerThread* follow();
  Status own(LedgerThread& ledger);
  void say_taken(const Status& taken);
  LocalHandler while_fit(LocalHandler handler) const;
  std::unique_ptr<LocalServer> sends_away();
  void note_owner(const Error& error);

  const HubCommandLine options_;
  const Clock& clock_;
  HubLog& log_;
  const std::function<bool()> ended_;
  std::vector<Webhook> hooks_;
  std::unique_ptr<PostPlan> post_;
  std::shared_ptr<AccessRegister> access_;
  bool reached_ = false;           // its store; only the thread that waits uses it once there is one, as the next two
  std::string not_taken_;          // why, as it was written down last
  std::unique_ptr<Ledger> books_;  // it is here until begin(); none: another hub owns the site
  Hub* hub_ = nullptr;             // is set from begin() on
  Halt stop_;
  std::mutex mutex_;                  // guards the next two
  std::optional<Error> owned_;        // why the site is not this hub's: it says which one has it
  std::unique_ptr<Running> running_;  // once the site is served
  std::thread waiting_;               // must be the last member; it runs only where another hub owns the site
};

// What the hub has to know of a site whose file stops it alone, so that others are served. None: the error is of what
// was said, and somebody has to read it first.
std::optional<HubSite> shut_site(const HubCommandLine& options, const Error& error, HubLog& log);

}  // namespace dockhand
