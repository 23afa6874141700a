#include "sync/hub/hub_command_line.h"

#include <unistd.h>

#include <algorithm>
#include <memory>

#include "storage/import/mapping/mapping_memory.h"
#include "storage/model/private_file.h"
#include "storage/store/cached_site.h"
#include "sync/access/kept_file.h"
#include "sync/access/watched_text.h"
#include "sync/connector.h"
#include "sync/store/postgres_store.h"
#include "sync/store/postgres_text.h"

namespace dockhand {
namespace {

bool speaks_tls(const HubCommandLine& options, const HubOptions& listen) {
  return options.tls == "on" || (options.tls == "auto" && !listen.on_loopback());
}

// The site's own certificate, or the one that the hub has made itself; none: plain HTTP.
Result<std::optional<TlsFiles>> tls_of(const HubCommandLine& options, const HubOptions& listen) {
  if (options.certificate.empty() != options.key.empty()) {
    return Error{ErrorKind::bad_input, "--certificate", "goes with --key, and --key with it"};
  }
  if (!speaks_tls(options, listen)) return std::optional<TlsFiles>{};
  if (!options.certificate.empty()) return std::optional(TlsFiles{options.certificate, options.key});
  auto own = own_certificate(options.database);
  if (!own) return own.error();
  return std::optional(*std::move(own));
}

// A certificate that everybody trusts is not known by its key, so that it may be another one next year.
Result<std::string> pin_for(const HubCommandLine& options, const std::optional<TlsFiles>& tls) {
  return !tls || !options.certificate.empty() ? Result<std::string>(std::string()) : pin_of(*tls);
}

// Where terminals reach it, as the command line says it.
std::string address_of(const HubCommandLine& options, const HubOptions& listen) {
  if (!options.address.empty()) return options.address;
  char machine[256] = "";
  ::gethostname(machine, sizeof(machine) - 1);
  const std::string host = listen.on_loopback() ? listen.host : machine;
  return (speaks_tls(options, listen) ? "https://" : "http://") + host + ":" + std::to_string(listen.port);
}

std::filesystem::path file_of_address(const std::string& database) { return database + ".address"; }

// Where the process listens that serves the database, or has served it last. Empty: nobody knows of one, or the command
// line says itself where.
std::string left_address(const HubCommandLine& options) {
  constexpr std::size_t longest = 512;
  const HubCommandLine nothing_said;
  if (!options.address.empty() || options.listen != nothing_said.listen || options.tls != nothing_said.tls) return {};
  const auto left = read_private_file(file_of_address(options.database), longest);
  return left ? *left : std::string();
}

// What a hub knew before it had a store.
Status take_file_over(KeptText& shared, const std::filesystem::path& file) {
  const auto there = text_in(shared);
  if (!there || !there->empty()) return there ? Status(Done{}) : Status(there.error());
  KeptFile own(file);
  const auto known = text_in(own);
  if (!known || known->empty()) return known ? Status(Done{}) : Status(known.error());
  return shared.change([&](const std::string& now) -> Result<std::string> { return now.empty() ? *known : now; });
}

Result<std::unique_ptr<KeptText>> place_of_names(const HubCommandLine& options) {
  const std::string file = options.database + ".names";
  if (options.store.empty()) return std::unique_ptr<KeptText>(std::make_unique<KeptFile>(file));
  auto shared = std::make_unique<PostgresText>(PostgresPlace{options.store, options.site}, "names");
  if (auto taken = take_file_over(*shared, file); !taken) return taken.error();
  return std::unique_ptr<KeptText>(std::move(shared));
}

}  // namespace

Status check_store_is_said(const HubCommandLine& options) {
  if (!options.store.empty() || !is_cache_of_store(options.database)) return Done{};
  return Error{ErrorKind::refused, "--store",
               "the site of " + printable(options.database) +
                   " is kept in a store, and the file is only its cache: say --store as the hub that runs does"};
}

Result<HubOptions> hub_options_of(const HubCommandLine& options) {
  auto listen = parse_listen(options.listen);
  if (!listen) return listen;
  if (!options.token_file.empty()) {
    auto token = read_token(options.token_file);
    if (!token) return token.error();
    listen->token = *token;
  }
  listen->database = options.database;
  if (options.terminals == "key" || (options.terminals == "auto" && !listen->on_loopback())) {
    listen->terminals = TerminalsBy::key;
  }
  auto tls = tls_of(options, *listen);
  if (!tls) return tls.error();
  listen->tls = *std::move(tls);
  listen->plain_anywhere = options.tls == "off";
  return listen;
}

Status leave_how_to_reach(const HubCommandLine& options, const HubOptions& listens) {
  const auto pin = pin_for(options, listens.tls);
  if (!pin) return pin.error();
  const auto sites = sites_of(options);
  if (!sites) return sites.error();
  const std::string address = address_of(options, listens);
  for (const HubCommandLine& site : *sites) {
    if (auto left = leave_pin(site.database, *pin); !left) return left;
    if (auto left = write_private_file(file_of_address(site.database), address); !left) return left;
  }
  return Done{};
}

std::filesystem::path users_of(const HubCommandLine& options) {
  if (!options.users.empty()) return options.users;
  return std::filesystem::path(options.database).parent_path() / "users.csv";
}

Result<ImportChoices> import_choices(const HubCommandLine& options) {
  auto choices = choices_of(options.texts);
  if (!choices) return choices.error();
  choices->header.memory = std::filesystem::absolute(mapping_memory(options.database));
  choices->users = std::filesystem::absolute(users_of(options));
  return choices;
}

Result<std::vector<Webhook>> hooks_of(const HubCommandLine& options) {
  if (options.webhooks.empty()) return std::vector<Webhook>();
  return read_webhooks(options.webhooks);
}

HookPlace place_of_hooks(const HubCommandLine& options) {
  if (options.store.empty()) return hooks_beside(options.database);
  return [place = PostgresPlace{options.store, options.site}](const std::string& hook) -> std::unique_ptr<KeptText> {
    return std::make_unique<PostgresText>(place, "webhook " + hook);
  };
}

Result<std::unique_ptr<SiteStore>> store_of(const HubCommandLine& options) {
  if (options.store.empty()) return std::unique_ptr<SiteStore>();
  return PostgresStore::at({options.store, options.site});
}

Result<std::shared_ptr<AccessRegister>> access_of(const HubCommandLine& options, const Clock& clock, bool serves) {
  if (auto said = check_store_is_said(options); !said) return said.error();
  if (options.store.empty()) return std::make_shared<AccessRegister>(std::filesystem::path(options.database), clock);
  const PostgresPlace place{options.store, options.site};
  if (auto fits = check_place(place); !fits) return fits.error();
  auto shared = std::make_unique<PostgresText>(place, "access");
  if (auto taken = take_file_over(*shared, AccessRegister::file_of(options.database)); !taken) return taken.error();
  if (!serves) return std::make_shared<AccessRegister>(std::shared_ptr<KeptText>(std::move(shared)), clock);
  auto watched = WatchedText::of(std::move(shared));
  if (!watched) return watched.error();
  return std::make_shared<AccessRegister>(std::move(watched).value(), clock);
}

std::shared_ptr<PeopleDesk> people_of(const HubCommandLine& options, const Clock& clock) {
  PeopleDesk::Files files{users_of(options), options.database + ".pins.key", options.database};
  std::unique_ptr<KeptText> kept;
  if (options.store.empty()) {
    kept = std::make_unique<KeptFile>(options.database + ".pins");
  } else {
    kept = std::make_unique<PostgresText>(PostgresPlace{options.store, options.site}, "pins");
  }
  return std::make_shared<PeopleDesk>(std::move(files), std::move(kept), clock);
}

DropPlan drop_of(const HubCommandLine& options) {
  DropPlan plan = options.drop;
  plan.users = users_of(options);
  return plan;
}

Result<Ledger::Judge> judge_of(const HubCommandLine& options) {
  std::error_code failure;
  if (options.users.empty() && !std::filesystem::exists(users_of(options), failure)) return Ledger::Judge();
  auto people = People::read(users_of(options));
  if (!people) return people.error();
  const auto kept = place_of_names(options);
  if (!kept) return kept.error();
  auto names = learn_names(**kept, *people);
  if (!names) return names.error();
  return judge_of(*std::move(people), *std::move(names));
}

Result<NewTerminal> new_terminal_of(const HubCommandLine& options) {
  const auto listen = parse_listen(options.listen);
  if (!listen) return listen.error();
  const std::string left = left_address(options), address = left.empty() ? address_of(options, *listen) : left;
  NewTerminal made{options.name, address, {}, options.png};
  if (options.site != HubSite().name) made.address += "/v1/sites/" + options.site;
  if (!address.starts_with("https://")) return made;
  // The process that serves the database has said by what it is known: a further site has no certificate of its own.
  if (auto pin = left_pin(options.database); pin && options.certificate.empty()) {
    made.pin = *std::move(pin);
    return made;
  }
  HubCommandLine secure = options;
  secure.tls = "on";
  const auto tls = tls_of(secure, *listen);
  if (!tls) return tls.error();
  auto pin = pin_for(options, *tls);
  if (!pin) return pin.error();
  made.pin = *std::move(pin);
  return made;
}

std::vector<Option> options_of(HubCommandLine& options) {
  return {
      option("db", &options.database, "the hub's database file; made when it is not there")
          .required()
          .following_links(),
      option("store", &options.store,
             "postgresql://HOST/DATABASE: the site is kept in PostgreSQL, so that another hub can take it over, and "
             "the database file is a cache that is made anew when it is not there"),
      option("site", &options.site, "what the site is called: in its store, and in addresses, /v1/sites/NAME/push")
          .with_standard(),
      option("also", &options.also,
             "NAME=DATABASE: one more site that this process serves, at /v1/sites/NAME/..., in the same store"),
      option("for", &options.of_site,
             "NAME:OPTION=VALUE: what such a site has for itself: db, webhooks, messages, users, files_in, files_out, "
             "files_make, files_make_items, files_skip_bad; in the file of --config the table [sites.NAME]"),
      option("listen", &options.listen, "address and port; port 0 takes any free one").with_standard(),
      option("token_file", &options.token_file,
             "file with the token that the office's programs have to show; needed beyond loopback"),
      option("terminals", &options.terminals,
             "how terminals are known: by the key with which each has enrolled, or by the token as well; auto: by "
             "key beyond loopback")
          .one_of({"auto", "key", "token"})
          .with_standard(),
      option("tls", &options.tls, "off: plain HTTP, which whoever is in the network can read; auto: on beyond loopback")
          .one_of({"auto", "on", "off"})
          .with_standard(),
      option("certificate", &options.certificate,
             "PEM file of the site's own certificate (default: one that the hub makes)"),
      option("key", &options.key, "PEM file of its key"),
      option("users", &options.users,
             "CSV file of the people and their roles, as terminals have it (default: users.csv beside the database, "
             "if it is there)"),
      option("address", &options.address,
             "how terminals reach this hub, https://hub.local:8470, say (default: this machine's name)"),
      option("webhooks", &options.webhooks, "JSON file of other programs that are told what happens"),
      option("messages", &options.messages,
             "JSON file that says how letters to customers go out; without it they wait"),
      option("backup_folder", &options.backup_folder, "where the hub puts a backup of its database by itself"),
      option("backup_every", &options.backup_hours, "hours between two backups").within(1, 24 * 31).with_standard(),
      option("backups_kept", &options.backups_kept, "how many of them stay, the newest")
          .within(1, 1000)
          .with_standard(),
      option("files_in", &options.drop.in,
             "a folder in which the office leaves files: each is imported once, and moved to done/ or refused/ there "
             "with its report"),
      option("files_out", &options.drop.out,
             "a folder in which the office finds what was received, shipped and counted, the stock and the "
             "allocations, as CSV"),
      option("files_make", &options.drop.make,
             "customers that orders in that folder name are made when they are unknown"),
      option("files_make_items", &options.drop.make_items,
             "items that rows of files in that folder name are made when they are unknown, tracked as the rows are"),
      option("files_skip_bad", &options.drop.skip_bad,
             "bad rows of files in that folder are left out, the others imported"),
  };
}

OptionFile file_of_options() {
  return {
      "TOML file with any of these options, db = \"/srv/hub.db\", say; a table [files] with in, out, make, make_items, "
      "skip_bad, "
      "and a table [sites.NAME] for each other site",
      {"files"},
      OptionFile::NamedTables{"sites", "for", names_of_sites_own()}};
}

}  // namespace dockhand
