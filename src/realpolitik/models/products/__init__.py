"""Products: what closing trade in single products does to prices, buyers and sellers, for thousands of products at once."""

from realpolitik.models.products.flows import ProductFlows, product_flows
from realpolitik.models.products.market import Supply
from realpolitik.models.products.result import ProductSolution
from realpolitik.models.products.solve import solve_products

__all__ = ["ProductFlows", "ProductSolution", "Supply", "product_flows", "solve_products"]
