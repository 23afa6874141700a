#include <SDL.h>

#include "terminal/window/presenter.h"

namespace dockhand {
namespace {

class SoftwarePresenter final : public Presenter {
 public:
  explicit SoftwarePresenter(SDL_Renderer* renderer) : renderer_(renderer) {}
  ~SoftwarePresenter() override {
    if (texture_ != nullptr) SDL_DestroyTexture(texture_);
    SDL_DestroyRenderer(renderer_);
  }
  SoftwarePresenter(const SoftwarePresenter&) = delete;
  SoftwarePresenter& operator=(const SoftwarePresenter&) = delete;

  std::pair<int, int> size() const override {
    int width = 0, height = 0;
    SDL_GetRendererOutputSize(renderer_, &width, &height);
    return {std::max(1, width), std::max(1, height)};
  }

  void present(const Surface& surface) override {
    const PixelBuffer& picture = surface.picture();
    fit(picture.width, picture.height);
    if (texture_ == nullptr) return;
    SDL_UpdateTexture(texture_, nullptr, picture.pixels.data(),
                      picture.width * static_cast<int>(sizeof(std::uint32_t)));
    SDL_RenderCopy(renderer_, texture_, nullptr, nullptr);
    SDL_RenderPresent(renderer_);
  }

 private:
  void fit(int width, int height) {
    if (texture_ != nullptr && width == width_ && height == height_) return;
    if (texture_ != nullptr) SDL_DestroyTexture(texture_);
    texture_ = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, width, height);
    width_ = width;
    height_ = height;
  }

  SDL_Renderer* renderer_;
  SDL_Texture* texture_ = nullptr;
  int width_ = 0, height_ = 0;
};

}  // namespace

Result<Drawing> parse_drawing(std::string_view text) {
  if (text == "software") return Drawing::software;
  if (text == "gles") return Drawing::gles;
  return Error{ErrorKind::bad_input, "draw", "drawing is \"software\" or \"gles\", not \"" + std::string(text) + "\""};
}

Result<std::unique_ptr<Presenter>> open_software_presenter(SDL_Window& window) {
  SDL_Renderer* renderer = SDL_CreateRenderer(&window, -1, SDL_RENDERER_SOFTWARE);
  if (renderer == nullptr) {
    return Error{ErrorKind::io, "", std::string("no window can be opened (") + SDL_GetError() + ")"};
  }
  return std::unique_ptr<Presenter>(std::make_unique<SoftwarePresenter>(renderer));
}

}  // namespace dockhand
