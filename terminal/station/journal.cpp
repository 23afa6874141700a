#include "terminal/station/journal.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cstdio>

namespace dockhand {
namespace {

constexpr std::size_t max_file = std::size_t{1} << 20U;
constexpr std::size_t max_files = 3;

// It tells who was where, and when. A disk that knows no owners keeps the log all the same.
void hide_from_others(std::FILE* file) { static_cast<void>(::fchmod(::fileno(file), S_IRUSR | S_IWUSR)); }

// Logs of before were put aside by a program that left them open to everybody. A link is somebody else's file.
void hide_old_ones(const std::filesystem::path& file) {
  using std::filesystem::perms;
  for (std::size_t i = 1; i < max_files; ++i) {
    std::error_code stays;
    const std::filesystem::path old = spdlog::sinks::rotating_file_sink_mt::calc_filename(file.string(), i);
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(old, stays))) continue;
    std::filesystem::permissions(old, perms::owner_read | perms::owner_write, stays);
  }
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& file) {
  hide_old_ones(file);
  try {
    spdlog::file_event_handlers events;
    events.after_open = [](const spdlog::filename_t&, std::FILE* opened) { hide_from_others(opened); };
    auto sink =
        std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), max_file, max_files - 1, false, events);
    auto logger = std::make_shared<spdlog::logger>("dockhand", std::move(sink));
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    logger->flush_on(spdlog::level::info);
    logger->set_error_handler([](const std::string&) {});  // a full disk: the work goes on without its log
    return std::unique_ptr<Journal>(new Journal(std::move(logger)));
  } catch (const spdlog::spdlog_ex& problem) {
    return Error{ErrorKind::io, file.string(), problem.what()};
  }
}

Journal::Journal(std::shared_ptr<spdlog::logger> logger) : logger_(std::move(logger)) {}
Journal::~Journal() = default;

void Journal::note(const std::string& line) { logger_->info("{}", line); }
void Journal::warn(const std::string& line) { logger_->warn("{}", line); }

}  // namespace dockhand
