// What `dockhand-hub` is told on its command line, and in the file of --config.
//
// Decides: the options that all its subcommands share, said once for both, and what a hub is made of by them. Leaves to
// others: the subcommands (sync/hub/hub_main.cpp).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/import/import_options.h"
#include "storage/options/command_line.h"
#include "sync/access/access_register.h"
#include "sync/drop/drop_plan.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_leases.h"
#include "sync/hub/hub_letters.h"
#include "sync/hub/hub_terminals.h"
#include "sync/hub/roles.h"
#include "sync/webhooks.h"

namespace dockhand {

struct HubCommandLine {
  std::string database;
  std::string store, site = "main";  // PostgreSQL, where the truth does not stand in the database itself
  std::vector<std::string> also;     // more sites, as NAME=DATABASE
  std::vector<std::string> of_site;  // what one of them has for itself, as NAME:OPTION=VALUE
  std::string listen = "127.0.0.1:8470";
  std::string token_file;
  std::string backup_folder;
  std::string terminals = "auto";
  std::string address;
  std::string tls = "auto";
  std::string certificate, key;
  std::string webhooks;
  std::string messages;  // the file that says how letters go
  int backup_hours = 24;
  std::size_t backups_kept = 7;
  std::vector<std::string> files;
  ImportTexts texts;
  std::string name, png, revoke, users, outbox, answer;
  LetterWork letters;
  LeaseWork leases;
  DropPlan drop;  // from [files] in the file of --config
};

// Returns the options that all subcommands share. They set `options`, which must outlive them.
std::vector<Option> options_of(HubCommandLine& options);
// Returns the file in which they may stand as well.
OptionFile file_of_options();

// Returns where the hub listens, whom it answers, and how.
Result<HubOptions> hub_options_of(const HubCommandLine& options);
// Leaves beside the database of each site where the process listens, and by what it is known, for codes of terminals.
// It has to listen there: what another process has left is true until then, and after this one's end until the next.
Status leave_how_to_reach(const HubCommandLine& options, const HubOptions& listens);
// The hub has the name of this machine, unless another one is said. A certificate that the site has got itself is
// checked as any other, so that it can be renewed; the one that the hub made is known by its key.
Result<NewTerminal> new_terminal_of(const HubCommandLine& options);
std::filesystem::path users_of(const HubCommandLine& options);
// Returns what is said about the files that are imported.
Result<ImportChoices> import_choices(const HubCommandLine& options);
Result<std::vector<Webhook>> hooks_of(const HubCommandLine& options);
// Returns where each of them keeps how far it is.
HookPlace place_of_hooks(const HubCommandLine& options);
// Returns the names of what another site of the process can have for itself, as the file of --config has them.
std::vector<std::string> names_of_sites_own();
// Returns what each site of the process is told: the first one what stands here, and each other one the same with a
// database of its own. Webhooks, letters and the drop folder belong to the first one; another has those that it is told
// itself.
Result<std::vector<HubCommandLine>> sites_of(const HubCommandLine& options);
// Refuses a database whose site is in a store, where that is not said: what lies beside the file is not what its hub
// goes by.
Status check_store_is_said(const HubCommandLine& options);
// Returns which terminals there are: in the file beside the database, or in the store, where all hubs of the site see
// it. What that file knows is taken there when the store knows nothing. `serves` says that requests are answered with
// it: then a store is looked at by itself, and not with each question.
Result<std::shared_ptr<AccessRegister>> access_of(const HubCommandLine& options, const Clock& clock,
                                                  bool serves = false);
// Returns who works at the site, as its terminals are told: where PINs are kept is as with access_of, the key that
// locks them is a file beside the database in any case.
std::shared_ptr<PeopleDesk> people_of(const HubCommandLine& options, const Clock& clock);
// None: the database holds the truth itself.
Result<std::unique_ptr<SiteStore>> store_of(const HubCommandLine& options);
// Returns the plan with the place where the people are.
DropPlan drop_of(const HubCommandLine& options);
// Without a file of users there are no roles, and everybody may do everything.
Result<Ledger::Judge> judge_of(const HubCommandLine& options);

}  // namespace dockhand
