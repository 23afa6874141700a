#include "storage/options/option_file_reader.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <utility>

namespace dockhand {
namespace {

std::string with_dashes(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string with_underscores(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

class OptionFileReader final : public CLI::Config {
 public:
  OptionFileReader(const CLI::App& app, OptionFile file, const std::vector<Option>& options)
      : app_(app), file_(std::move(file)) {
    for (const Option& one : options) known_.insert(one.flag().substr(2));
  }

  std::string to_config(const CLI::App*, bool, bool, std::string) const override { return {}; }

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    Found found;
    try {
      const toml::table table = toml::parse(input);
      for (const auto& [key, node] : table) take(std::string(key.str()), node, found);
    } catch (const toml::parse_error& problem) {
      throw wrong(problem.source(), std::string(problem.description()));
    }
    if (!found.values.inputs.empty()) found.all.push_back(std::move(found.values));
    return std::move(found.all);
  }

 private:
  struct Found {
    std::vector<CLI::ConfigItem> all{};
    CLI::ConfigItem
        values{};  // of the option for which named tables stand: an option that came twice would be read once
  };

  CLI::ConfigError wrong(const toml::source_region& where, const std::string& what) const {
    const auto& names = app_.get_config_ptr()->results();
    const std::string name = names.empty() ? "--config" : names.back();
    return {fmt::format("{}:{}: {}", name, where.begin.line, what), CLI::ExitCodes::ConfigError};
  }

  void take(const std::string& key, const toml::node& node, Found& found) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) return put(with_dashes(key), key, node, found);
    if (file_.named && key == file_.named->table) return take_named(*table, found);
    if (std::find(file_.tables.begin(), file_.tables.end(), key) == file_.tables.end())
      throw wrong(node.source(), fmt::format("[{}] is no table of this file", key));
    for (const auto& [member, value] : *table)
      put(with_dashes(key + "-" + std::string(member.str())), std::string(member.str()), value, found);
  }

  void take_named(const toml::table& tables, Found& found) const {
    for (const auto& [name, node] : tables) {
      const toml::table* table = node.as_table();
      if (table == nullptr) throw wrong(node.source(), fmt::format("say [{}.{}]", file_.named->table, name.str()));
      for (const auto& [key, value] : *table) {
        const std::string member = with_underscores(std::string(key.str()));
        const auto& known = file_.named->members;
        if (std::find(known.begin(), known.end(), member) == known.end())
          throw wrong(value.source(), fmt::format("'{}' is nothing that [{}.{}] has: it can have {}", key.str(),
                                                  file_.named->table, name.str(), fmt::join(known, ", ")));
        for (const std::string& text : texts_of(member, value))
          put_value(fmt::format("{}:{}={}", name.str(), member, text), found);
      }
    }
  }

  void put(const std::string& option, const std::string& key, const toml::node& node, Found& found) const {
    if (!known_.contains(option)) throw wrong(node.source(), fmt::format("'{}' is no option of this file", key));
    std::vector<std::string> texts = texts_of(key, node);
    if (file_.named && option == file_.named->option) {
      for (std::string& one : texts) put_value(std::move(one), found);
      return;
    }
    CLI::ConfigItem item;
    item.name = option;
    item.inputs = std::move(texts);
    found.all.push_back(std::move(item));
  }

  void put_value(std::string text, Found& found) const {
    found.values.name = file_.named->option;
    found.values.inputs.push_back(std::move(text));
  }

  std::vector<std::string> texts_of(const std::string& key, const toml::node& node) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) return {text_of(key, node)};
    std::vector<std::string> texts;
    for (const toml::node& one : *list) texts.push_back(text_of(key, one));
    return texts;
  }

  std::string text_of(const std::string& key, const toml::node& node) const {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
    if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
    if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
    throw wrong(node.source(), fmt::format("'{}' cannot be a date or a table", key));
  }

  const CLI::App& app_;
  const OptionFile file_;
  std::set<std::string> known_;
};

}  // namespace

std::shared_ptr<CLI::Config> reader_of(const CLI::App& app, OptionFile file, const std::vector<Option>& options) {
  return std::make_shared<OptionFileReader>(app, std::move(file), options);
}

}  // namespace dockhand
