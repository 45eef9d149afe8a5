import { useEffect, useState } from "/vendor/preact.js";

export const PAGE_TITLES = { floor: "Shop floor", newsletters: "Newsletters", lessons: "Lessons" };

const inAddress = () => location.hash.slice(1);

/** The page that the address names, from its top; other names are places on a page. */
export const usePage = () => {
  const [page, setPage] = useState(inAddress() in PAGE_TITLES ? inAddress() : "floor");
  useEffect(() => {
    const follow = () => {
      if (!(inAddress() in PAGE_TITLES)) return;
      setPage(inAddress());
      scrollTo(0, 0);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    document.title = `${PAGE_TITLES[page]} · Order board`;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.getAttribute("href") === `#${page}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }, [page]);
  return page;
};
