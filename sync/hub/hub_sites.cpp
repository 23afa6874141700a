// What each site of a hub's process is told.
#include <algorithm>
#include <array>

#include "storage/options/file_itself.h"
#include "sync/hub/hub_command_line.h"
#include "sync/store/pg_site.h"

namespace dockhand {
namespace {

Error wrong_site(const char* option, const std::string& what) { return {ErrorKind::bad_input, option, what}; }

Error no_site_name(const char* option) {
  return wrong_site(option, "a site is named by up to 40 small letters, digits and underscores, a letter first");
}

Result<bool> yes_or_no(const std::string& value) {
  if (value == "true" || value == "false") return value == "true";
  return Error{ErrorKind::bad_input, "--for", "'" + printable(value, 40) + "' is neither true nor false"};
}

struct OfSite {
  const char* name;
  void (*take)(HubCommandLine&, const std::string& value);
  bool& (*flag)(HubCommandLine&);
};

constexpr std::array<OfSite, 9> known_of_site{{
    {"db", [](HubCommandLine& of, const std::string& value) { of.database = file_itself(value); }, nullptr},
    {"webhooks", [](HubCommandLine& of, const std::string& value) { of.webhooks = value; }, nullptr},
    {"messages", [](HubCommandLine& of, const std::string& value) { of.messages = value; }, nullptr},
    {"users", [](HubCommandLine& of, const std::string& value) { of.users = value; }, nullptr},
    {"files_in", [](HubCommandLine& of, const std::string& value) { of.drop.in = value; }, nullptr},
    {"files_out", [](HubCommandLine& of, const std::string& value) { of.drop.out = value; }, nullptr},
    {"files_make", nullptr, [](HubCommandLine& of) -> bool& { return of.drop.make; }},
    {"files_make_items", nullptr, [](HubCommandLine& of) -> bool& { return of.drop.make_items; }},
    {"files_skip_bad", nullptr, [](HubCommandLine& of) -> bool& { return of.drop.skip_bad; }},
}};

Status tell_site(HubCommandLine& site, const std::string& name, const std::string& value) {
  for (const OfSite& one : known_of_site) {
    if (name != one.name) continue;
    if (one.take != nullptr) {
      one.take(site, value);
      return Done{};
    }
    const auto said = yes_or_no(value);
    if (!said) return said.error();
    one.flag(site) = *said;
    return Done{};
  }
  return wrong_site("--for", "'" + printable(name, 40) + "' is nothing that a site has for itself");
}

HubCommandLine another_site(const HubCommandLine& first, const std::string& name) {
  HubCommandLine one = first;
  one.site = name;
  one.database = one.webhooks = one.messages = "";
  one.drop = {};
  if (!first.backup_folder.empty()) one.backup_folder = first.backup_folder + "/" + name;
  return one;
}

HubCommandLine& site_named(std::vector<HubCommandLine>& all, const std::string& name) {
  for (HubCommandLine& one : all) {
    if (one.site == name) return one;
  }
  all.push_back(another_site(all.front(), name));
  return all.back();
}

// Reads "berlin:webhooks=/etc/berlin.json".
Status read_of_site(std::vector<HubCommandLine>& all, const std::string& text) {
  const std::size_t colon = text.find(':'), equals = text.find('=');
  if (colon == std::string::npos || equals == std::string::npos || equals < colon) {
    return wrong_site("--for", "say NAME:OPTION=VALUE");
  }
  const std::string name = text.substr(0, colon);
  if (!is_site_name(name)) return no_site_name("--for");
  if (name == all.front().site) return wrong_site("--for", name + " is the first site: say its options by themselves");
  std::string option = text.substr(colon + 1, equals - colon - 1);
  std::replace(option.begin(), option.end(), '-', '_');  // as options are written on a command line
  return tell_site(site_named(all, name), option, text.substr(equals + 1));
}

bool is_one_place(const std::filesystem::path& a, const std::filesystem::path& b) {
  return !a.empty() && !b.empty() && is_one_file(a, b);
}

Status check_sites(const std::vector<HubCommandLine>& all) {
  for (auto one = all.begin(); one != all.end(); ++one) {
    if (one->database.empty()) return wrong_site("--for", "the site " + one->site + " has no database: say db");
    if (is_one_place(one->drop.in, one->drop.out)) {
      return wrong_site("--files-in",
                        "what comes in would go out of the same folder: say two, " + printable(one->drop.in.string()));
    }
    for (auto other = all.begin(); other != one; ++other) {
      if (is_one_file(one->database, other->database)) {
        return wrong_site("--also", "two sites have one database: " + printable(one->database));
      }
      const bool crosses = is_one_place(one->drop.in, other->drop.out) || is_one_place(one->drop.out, other->drop.in);
      if (crosses || is_one_place(one->drop.in, other->drop.in) || is_one_place(one->drop.out, other->drop.out)) {
        return wrong_site("--for", "two sites have one folder for files: " + other->site + " and " + one->site);
      }
    }
  }
  return Done{};
}

}  // namespace

std::vector<std::string> names_of_sites_own() {
  std::vector<std::string> names;
  names.reserve(known_of_site.size());
  for (const OfSite& one : known_of_site) names.emplace_back(one.name);
  return names;
}

Result<std::vector<HubCommandLine>> sites_of(const HubCommandLine& options) {
  if (!is_site_name(options.site)) return no_site_name("--site");
  std::vector<HubCommandLine> all{options};
  for (const std::string& text : options.also) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return wrong_site("--also", "say NAME=DATABASE");
    const std::string name = text.substr(0, equals);
    if (!is_site_name(name)) return no_site_name("--also");
    const std::size_t before = all.size();
    site_named(all, name).database = file_itself(text.substr(equals + 1));
    if (all.size() == before) return wrong_site("--also", "two sites have one name: " + printable(text));
  }
  for (const std::string& text : options.of_site) {
    if (auto read = read_of_site(all, text); !read) return read.error();
  }
  if (auto fits = check_sites(all); !fits) return fits.error();
  return all;
}

}  // namespace dockhand
