"""One installation for all these tests: each leaves it running, or at least startable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.robustness.product import Product, Visitor


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demonstration, loaded by its first start."""
    product = Product(tmp_path_factory.mktemp("product") / "data")
    yield product
    product.stop()


@pytest.fixture
def product(installation: Product) -> Product:
    """The running product."""
    if installation.process is None or installation.process.poll() is not None:
        installation.start()
    return installation


@pytest.fixture(scope="package")
def signed_in(installation: Product) -> Visitor:
    """An officer of the ministry who has signed in once; sessions outlive restarts."""
    if installation.process is None:
        installation.start()
    return Visitor(installation).sign_in()


@pytest.fixture
def officer(signed_in: Visitor, product: Product) -> Visitor:
    """The signed-in officer before the running product."""
    assert product.answers()
    return signed_in
